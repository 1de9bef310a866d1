// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.engine.step.IdList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// Identifiers of objects by their depth in the tree, eight bytes each.
final class DepthLists {
  private final TreeMap<Integer, IdList> byDepth = new TreeMap<>(Comparator.reverseOrder());
  private long count;

  void add(int depth, long id) {
    byDepth.computeIfAbsent(depth, absent -> new IdList()).add(id);
    count++;
  }

  long count() {
    return count;
  }

  List<IdList> deepestFirst() {
    return List.copyOf(byDepth.values());
  }
}
