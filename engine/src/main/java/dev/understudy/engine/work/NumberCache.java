// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

/// A bounded memory of numbers by number, for look-ups that repeat: the members of one group are
/// members of others. A new entry takes the place of an old one, so memory stays the same however
/// large a directory is.
final class NumberCache {
  private static final int SLOTS = 1 << 18;

  private final long[] keys = new long[SLOTS];
  private final long[] values = new long[SLOTS];

  /// Said when nothing is known.
  static final long UNKNOWN = -1;

  /// The number for `key`, which is not 0; [#UNKNOWN] when it is not remembered.
  long get(long key) {
    int slot = slot(key);
    return keys[slot] == key ? values[slot] : UNKNOWN;
  }

  void put(long key, long value) {
    int slot = slot(key);
    keys[slot] = key;
    values[slot] = value;
  }

  void forget(long key) {
    int slot = slot(key);
    if (keys[slot] == key) {
      keys[slot] = 0;
    }
  }

  private static int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 46);
  }
}
