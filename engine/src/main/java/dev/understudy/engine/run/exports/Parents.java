// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.SpaceReader;
import dev.understudy.value.Dn;
import dev.understudy.value.DnKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Knows of names whether the object above is in the directory. Nothing is deleted before all
/// additions are sent, so a parent that is there stays there.
final class Parents {
  private static final int KNOWN_MAX = 10_000;

  private final SpaceReader space;
  private final int connector;
  private final Set<DnKey> there = new HashSet<>();

  Parents(SpaceReader space, int connector) {
    this.space = space;
    this.connector = connector;
  }

  /// Whether an object of that name waits for one above it that is going to be exported.
  boolean awaits(Dn dn) {
    Optional<DnKey> parent = dn.parent().map(Dn::key);
    if (parent.isEmpty() || there.contains(parent.get())) {
      return false;
    }
    long id = space.idsByDn(connector, List.of(parent.get()))[0];
    int flags = id == 0 ? 0 : space.flagsOf(new long[] {id})[0];
    boolean comes = (flags & SpaceState.PRESENT) == 0 && (flags & SpaceState.PENDING_EXPORT) != 0;
    if (!comes && there.size() < KNOWN_MAX) {
      there.add(parent.get());
    }
    return comes;
  }
}
