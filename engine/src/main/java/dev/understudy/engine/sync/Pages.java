// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Walks through two ordered lists of objects side by side, page by page.
final class Pages<T> {
  private final Side<T> first;
  private final Side<T> second;
  private final ToLongFunction<T> id;

  Pages(LongFunction<List<T>> first, LongFunction<List<T>> second, ToLongFunction<T> id) {
    this.first = new Side<>(first, id);
    this.second = new Side<>(second, id);
    this.id = id;
  }

  /// Hands on each object with its counterpart of the same identifier; one of both may be null.
  void forEach(BiConsumer<@Nullable T, @Nullable T> action) {
    T left = first.next();
    T right = second.next();
    while (left != null || right != null) {
      long leftId = left == null ? Long.MAX_VALUE : id.applyAsLong(left);
      long rightId = right == null ? Long.MAX_VALUE : id.applyAsLong(right);
      action.accept(leftId <= rightId ? left : null, rightId <= leftId ? right : null);
      left = leftId <= rightId ? first.next() : left;
      right = rightId <= leftId ? second.next() : right;
    }
  }

  /// One of the two lists.
  private static final class Side<T> {
    private final LongFunction<List<T>> pages;
    private final ToLongFunction<T> id;
    private final Deque<T> read = new ArrayDeque<>();
    private long after;
    private boolean ended;

    Side(LongFunction<List<T>> pages, ToLongFunction<T> id) {
      this.pages = pages;
      this.id = id;
    }

    @Nullable T next() {
      if (read.isEmpty() && !ended) {
        List<T> page = pages.apply(after);
        ended = page.isEmpty();
        if (!ended) {
          after = id.applyAsLong(page.getLast());
          read.addAll(page);
        }
      }
      return read.poll();
    }
  }
}
