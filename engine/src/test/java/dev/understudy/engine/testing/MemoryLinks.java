// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.testing;

import dev.understudy.engine.space.SpaceLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reference values, found from both ends.
final class MemoryLinks {
  static final Comparator<SpaceLink> BY_OWNER =
      Comparator.comparingLong(SpaceLink::owner)
          .thenComparingInt(SpaceLink::attribute)
          .thenComparingLong(SpaceLink::target);
  private static final Comparator<SpaceLink> BY_TARGET =
      Comparator.comparingLong(SpaceLink::target).thenComparing(BY_OWNER);

  private final TreeMap<SpaceLink, SpaceLink> byOwner = new TreeMap<>(BY_OWNER);
  private final TreeMap<SpaceLink, SpaceLink> byTarget = new TreeMap<>(BY_TARGET);

  void put(SpaceLink link) {
    byOwner.remove(link);
    byTarget.remove(link);
    if (!link.isEmpty()) {
      byOwner.put(link, link);
      byTarget.put(link, link);
    }
  }

  void removeOwnedBy(long owner) {
    of(owner).toList().forEach(link -> put(link.withFlags(0)));
  }

  Stream<SpaceLink> of(long owner) {
    return byOwner
        .subMap(new SpaceLink(owner, 0, 0, 0), new SpaceLink(owner + 1, 0, 0, 0))
        .values()
        .stream();
  }

  Optional<SpaceLink> find(long owner, int attribute, long target) {
    return Optional.ofNullable(byOwner.get(new SpaceLink(owner, attribute, target, 0)));
  }

  List<SpaceLink> referrers(long target, long afterOwner, int limit) {
    List<SpaceLink> found = new ArrayList<>();
    for (SpaceLink link :
        byTarget.tailMap(new SpaceLink(afterOwner + 1, 0, target, 0), true).values()) {
      boolean full = found.size() >= limit && link.owner() != found.getLast().owner();
      if (link.target() != target || full) {
        break;
      }
      found.add(link);
    }
    return List.copyOf(found);
  }
}
