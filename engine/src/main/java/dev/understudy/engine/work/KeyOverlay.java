// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.store.IndexKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// Keys that came and went and are not committed yet.
final class KeyOverlay {
  private final Map<IndexKey, Set<Long>> added = new HashMap<>();
  private final Map<IndexKey, Set<Long>> removed = new HashMap<>();

  /// Attributes of keys that came, and maybe went again.
  private final Set<Integer> attributes = new HashSet<>();

  void add(IndexKey key, long id) {
    forget(removed, key, id);
    attributes.add(key.attribute());
    added.computeIfAbsent(key, absent -> new HashSet<>(2)).add(id);
  }

  void remove(IndexKey key, long id) {
    forget(added, key, id);
    removed.computeIfAbsent(key, absent -> new HashSet<>(2)).add(id);
  }

  /// Whether a key of this attribute came.
  boolean hasAdded(int attribute) {
    return attributes.contains(attribute);
  }

  /// Brings what is committed up to date.
  void applyTo(Set<Long> ids, IndexKey key) {
    ids.removeAll(removed.getOrDefault(key, Set.of()));
    ids.addAll(added.getOrDefault(key, Set.of()));
  }

  void forEachAdded(BiConsumer<IndexKey, Long> action) {
    added.forEach((key, ids) -> ids.forEach(id -> action.accept(key, id)));
  }

  void forEachRemoved(BiConsumer<IndexKey, Long> action) {
    removed.forEach((key, ids) -> ids.forEach(id -> action.accept(key, id)));
  }

  private static void forget(Map<IndexKey, Set<Long>> map, IndexKey key, long id) {
    Set<Long> ids = map.get(key);
    if (ids != null) {
      ids.remove(id);
    }
  }
}
