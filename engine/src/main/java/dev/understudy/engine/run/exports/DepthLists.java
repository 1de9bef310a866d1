// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// Identifiers of objects by their depth in the tree, eight bytes each.
final class DepthLists {
  private final TreeMap<Integer, Ids> byDepth = new TreeMap<>(Comparator.reverseOrder());
  private long count;

  private static final class Ids {
    long[] ids = new long[64];
    int size;

    void add(long id) {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, size * 2);
      }
      ids[size++] = id;
    }
  }

  void add(int depth, long id) {
    byDepth.computeIfAbsent(depth, absent -> new Ids()).add(id);
    count++;
  }

  long count() {
    return count;
  }

  List<long[]> deepestFirst() {
    return byDepth.values().stream().map(level -> Arrays.copyOf(level.ids, level.size)).toList();
  }
}
