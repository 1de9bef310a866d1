// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.space.SpaceState;

/// The flags of objects of which the tables keep an index, so that a delta run touches no other
/// objects. The definitions of the indexes repeat the masks as numbers: a database uses an index of
/// this kind only when the query has the very same condition.
enum FlagIndex {
  TO_SYNCHRONIZE(SpaceState.TO_SYNCHRONIZE),
  TO_EXPORT(SpaceState.PENDING_EXPORT | SpaceState.PENDING_LINKS),
  TO_REFER(SpaceState.TO_REFER),
  UNUSUAL(SpaceState.TRANSIENT | SpaceState.SYNC_ERROR | SpaceState.EXPORT_ERROR);

  private final int mask;

  FlagIndex(int mask) {
    this.mask = mask;
  }

  /// The condition that an object has any of `flags`; empty for 0.
  static String condition(int flags) {
    if (flags == 0) {
      return "";
    }
    for (FlagIndex index : values()) {
      if (index.mask == flags) {
        return " AND " + any(flags);
      }
      if ((index.mask & flags) == flags) {
        return " AND " + any(index.mask) + " AND " + any(flags);
      }
    }
    return " AND " + any(flags);
  }

  private static String any(int flags) {
    return "(flags & " + flags + ") <> 0";
  }
}
