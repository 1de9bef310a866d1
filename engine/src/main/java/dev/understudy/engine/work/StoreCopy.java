// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Copies what synchronization works on into another, empty store, so that rules can be tried on
/// everybody by the very code that would run them, and nothing of it lasts. Identifiers and numbers
/// stay the same; keys are left to [KeyIndex], because other rules look for others.
public final class StoreCopy {
  private static final int PAGE = 1_000;

  private final Store from;
  private final Store to;

  public StoreCopy(Store from, Store to) {
    this.from = from;
    this.to = to;
  }

  /// Copies the metaverse and the spaces of these connectors.
  ///
  /// @param connectors numbers of their names
  public void copy(Collection<Integer> connectors) {
    names();
    long last = 0;
    for (int connector : connectors) {
      last = Math.max(last, space(connector));
    }
    last = Math.max(last, metaverse());
    while (to.newId() < last) {
      // Identifiers are only ever given out upwards; those in use must not be given out again.
    }
  }

  /// Names get the numbers that they have, because numbers are given out in order.
  private void names() {
    for (int number = 1; number <= from.dictionary().size(); number++) {
      int given = to.dictionary().number(from.dictionary().name(number));
      if (given != number) {
        throw new IllegalArgumentException("a store can only be copied into an empty one");
      }
    }
  }

  private long space(int connector) {
    long after = 0;
    while (true) {
      List<SpaceObject> page = from.space().page(connector, after, 0, PAGE);
      List<Change> changes = new ArrayList<>();
      for (SpaceObject object : page) {
        changes.add(new Change.PutSpace(object));
        SpaceLink last = null;
        List<SpaceLink> links;
        do {
          links = from.space().links(object.id(), 0, last, PAGE);
          for (SpaceLink link : links) {
            changes.add(new Change.PutSpaceLink(link));
            last = link;
          }
        } while (links.size() == PAGE);
      }
      to.write(changes);
      if (page.isEmpty()) {
        return after;
      }
      after = page.getLast().id();
    }
  }

  private long metaverse() {
    long after = 0;
    while (true) {
      List<MetaverseObject> page = from.metaverse().page(after, PAGE);
      List<Change> changes = new ArrayList<>();
      for (MetaverseObject object : page) {
        changes.add(new Change.PutMetaverse(object));
        MetaverseLink last = null;
        List<MetaverseLink> links;
        do {
          links = from.metaverse().links(object.id(), 0, last, PAGE);
          for (MetaverseLink link : links) {
            changes.add(new Change.AddMetaverseLink(link));
            last = link;
          }
        } while (links.size() == PAGE);
      }
      to.write(changes);
      if (page.isEmpty()) {
        return after;
      }
      after = page.getLast().id();
    }
  }
}
