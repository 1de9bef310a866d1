// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.engine.space.PendingExport;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.SpaceReader;
import dev.understudy.engine.store.Store;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be written to a directory, computed from what is known of it; writes nothing itself.
public final class ExportPlanner {
  /// References in one plan, and so in one delta.
  static final int LINKS_MAX = 5_000;

  private final SpaceReader space;
  private final CurrentNames names;

  public ExportPlanner(Store store) {
    this.space = store.space();
    this.names = new CurrentNames(space);
  }

  CurrentNames names() {
    return names;
  }

  /// The plans of a connector, by ascending identifier of the object: this is what an export would
  /// do now.
  ///
  /// @param connector number of the connector's name
  /// @param afterId only objects with greater identifiers
  /// @param limit how many objects at most
  public List<PlannedExport> page(int connector, long afterId, int limit) {
    List<PlannedExport> plans = new ArrayList<>();
    for (SpaceObject object : space.page(connector, afterId, SpaceState.PENDING_EXPORT, limit)) {
      plans.add(plan(object));
    }
    return List.copyOf(plans);
  }

  /// The plan for one object.
  PlannedExport plan(SpaceObject object) {
    PendingExport change = PendingExport.of(object);
    boolean exists = change instanceof PendingExport.Add || object.images().present();
    if (change instanceof PendingExport.Delete
        || !exists
        || !object.state().is(SpaceState.PENDING_LINKS)) {
      return new PlannedExport(object, change, List.of(), 0, false);
    }
    List<SpaceLink> rows = space.linksWith(object.id(), SpaceLink.PENDING, LINKS_MAX);
    Links links = new Links(object, change);
    links.add(rows);
    if (rows.size() == LINKS_MAX && links.skipped > 0) {
      return pageByPage(object, change);
    }
    return links.plan(rows.size() == LINKS_MAX);
  }

  /// Many references cannot be written yet: those that can are looked for among all.
  private PlannedExport pageByPage(SpaceObject object, PendingExport change) {
    Links links = new Links(object, change);
    SpaceLink last = null;
    while (links.ready.size() < LINKS_MAX) {
      List<SpaceLink> page = space.links(object.id(), 0, last, LINKS_MAX);
      if (page.isEmpty()) {
        break;
      }
      last = page.getLast();
      links.add(page.stream().filter(link -> link.is(SpaceLink.PENDING)).toList());
    }
    return links.plan(true);
  }

  /// Sorts references into those that can be written and those that cannot.
  private final class Links {
    private final SpaceObject owner;
    private final PendingExport change;
    private final List<PlannedLink> ready = new ArrayList<>();
    private int waiting;
    private int skipped;

    Links(SpaceObject owner, PendingExport change) {
      this.owner = owner;
      this.change = change;
    }

    void add(List<SpaceLink> rows) {
      long[] targets = rows.stream().mapToLong(SpaceLink::target).toArray();
      int[] flags = space.flagsOf(targets);
      Map<Long, Dn> dns = new HashMap<>();
      for (SpaceObject target : space.objects(rows.stream().map(SpaceLink::target).toList())) {
        dns.put(target.id(), names.of(target));
      }
      for (int i = 0; i < targets.length; i++) {
        add(rows.get(i), flags[i], dns.get(targets[i]));
      }
    }

    private void add(SpaceLink row, int flags, @Nullable Dn target) {
      boolean add = !row.present();
      boolean there = (flags & SpaceState.PRESENT) != 0;
      if (target == null || (add && !there)) {
        skipped++;
        boolean comes = (flags & SpaceState.PENDING_EXPORT) != 0 && row.target() != owner.id();
        waiting += target != null && comes ? 1 : 0;
      } else if (ready.size() < LINKS_MAX) {
        ready.add(new PlannedLink(row, add, target));
      } else {
        skipped++;
      }
    }

    PlannedExport plan(boolean more) {
      return new PlannedExport(owner, change, ready, waiting, more || skipped > 0);
    }
  }
}
