// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.work.Workspace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads all references of an object, page by page from the store and then what the batch decided.
final class Links {
  private static final int PAGE = 5_000;

  private Links() {}

  /// The references of `attribute` (0 is all) as they are now; those that are gone are left out.
  static List<SpaceLink> of(Workspace workspace, long owner, int attribute) {
    List<SpaceLink> links = new ArrayList<>();
    Set<SpaceLink> seen = new HashSet<>();
    List<SpaceLink> decided = workspace.decidedLinks(owner);
    SpaceLink after = null;
    while (true) {
      List<SpaceLink> page = workspace.store().space().links(owner, attribute, after, PAGE);
      for (SpaceLink stored : page) {
        SpaceLink now = decided.isEmpty() ? stored : workspace.now(stored);
        if (!now.isEmpty()) {
          links.add(now);
        }
        if (!decided.isEmpty()) {
          seen.add(stored.withFlags(0));
        }
      }
      if (page.size() < PAGE) {
        break;
      }
      after = page.getLast();
    }
    for (SpaceLink link : decided) {
      boolean wanted = attribute == 0 || link.attribute() == attribute;
      if (wanted && !link.isEmpty() && !seen.contains(link.withFlags(0))) {
        links.add(link);
      }
    }
    return links;
  }

  /// The references of a metaverse object, as they are now.
  static List<MetaverseLink> ofMetaverse(Workspace workspace, long owner) {
    Set<MetaverseLink> links = new LinkedHashSet<>(workspace.addedLinks(owner));
    MetaverseLink after = null;
    while (true) {
      List<MetaverseLink> page = workspace.store().metaverse().links(owner, 0, after, PAGE);
      page.stream().filter(workspace::isKept).forEach(links::add);
      if (page.size() < PAGE) {
        return List.copyOf(links);
      }
      after = page.getLast();
    }
  }
}
