// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.value.DnKey;

/// Which object has which name, for a bounded number of names: some 25 MB for a million. Each name
/// may stand in four places that its key decides, so nothing needs to be moved to keep order; when
/// all four are taken, one is forgotten.
final class DnCache {
  private static final int WAYS = 4;
  private static final int SETS = 1 << 18;

  private final long[] highs = new long[SETS * WAYS];
  private final long[] lows = new long[SETS * WAYS];
  private final long[] ids = new long[SETS * WAYS];
  private int victim;

  /// The object of that name; 0 when it is not known here.
  long get(DnKey key) {
    int at = find(key);
    return at < 0 ? 0 : ids[at];
  }

  void put(DnKey key, long id) {
    int at = find(key);
    if (at < 0) {
      at = place(key);
    }
    highs[at] = key.high();
    lows[at] = key.low();
    ids[at] = id;
  }

  void remove(DnKey key) {
    int at = find(key);
    if (at >= 0) {
      ids[at] = 0;
    }
  }

  private int find(DnKey key) {
    int first = first(key);
    for (int at = first; at < first + WAYS; at++) {
      if (ids[at] != 0 && lows[at] == key.low() && highs[at] == key.high()) {
        return at;
      }
    }
    return -1;
  }

  private int place(DnKey key) {
    int first = first(key);
    for (int at = first; at < first + WAYS; at++) {
      if (ids[at] == 0) {
        return at;
      }
    }
    victim = (victim + 1) & (WAYS - 1);
    return first + victim;
  }

  private static int first(DnKey key) {
    return ((int) key.low() & (SETS - 1)) * WAYS;
  }
}
