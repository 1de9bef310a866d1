// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.step;

import java.util.HashMap;
import java.util.Map;

/// A set of identifiers. They are given out in ascending order, so they lie close together and cost
/// about a bit each.
public final class IdSet {
  private static final int CHUNK_SHIFT = 16;
  private static final int CHUNK_WORDS = 1 << (CHUNK_SHIFT - 6);

  private final Map<Long, long[]> chunks = new HashMap<>();
  private long count;

  /// Adds an identifier; false when it was in already.
  public boolean add(long id) {
    long[] chunk = chunks.computeIfAbsent(id >>> CHUNK_SHIFT, absent -> new long[CHUNK_WORDS]);
    int word = word(id);
    boolean added = (chunk[word] & bit(id)) == 0;
    chunk[word] |= bit(id);
    count += added ? 1 : 0;
    return added;
  }

  /// Whether the identifier was added.
  public boolean contains(long id) {
    long[] chunk = chunks.get(id >>> CHUNK_SHIFT);
    return chunk != null && (chunk[word(id)] & bit(id)) != 0;
  }

  /// How many were added.
  public long count() {
    return count;
  }

  private static int word(long id) {
    return (int) (id >>> 6) & (CHUNK_WORDS - 1);
  }

  private static long bit(long id) {
    return 1L << (id & 63);
  }
}
