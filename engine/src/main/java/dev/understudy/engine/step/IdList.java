// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.step;

import java.util.Arrays;
import java.util.List;

/// Identifiers in the order in which they came, eight bytes each.
public final class IdList {
  private long[] ids = new long[64];
  private int size;

  public void add(long id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
  }

  public int size() {
    return size;
  }

  /// At most `count` of them, beginning with number `from`.
  public List<Long> some(int from, int count) {
    return Arrays.stream(ids, from, Math.min(size, from + count)).boxed().toList();
  }
}
