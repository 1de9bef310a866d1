// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What one batch has read from the store, so that it is read once. Knows nothing of decisions.
final class Loaded {
  private final Store store;
  private final Map<Long, SpaceObject> space = new HashMap<>();
  private final Map<Long, MetaverseObject> metaverse = new HashMap<>();
  private final Map<Long, List<Long>> joins = new HashMap<>();
  private final Map<Long, Boolean> keys = new HashMap<>();

  Loaded(Store store) {
    this.store = store;
  }

  /// The committed object of a connector space; null when there is none.
  @Nullable SpaceObject space(long id) {
    return once(space, id, one -> first(store.space().objects(List.of(one))));
  }

  /// The committed metaverse object; null when there is none.
  @Nullable MetaverseObject metaverse(long id) {
    return once(metaverse, id, one -> first(store.metaverse().objects(List.of(one))));
  }

  private static <T> @Nullable T once(Map<Long, T> known, long id, LongFunction<@Nullable T> read) {
    T found = known.get(id);
    if (found == null) {
      found = read.apply(id);
      if (found != null) {
        known.put(id, found);
      }
    }
    return found;
  }

  private static <T> @Nullable T first(List<T> found) {
    return found.isEmpty() ? null : found.getFirst();
  }

  /// Whether the object of a connector space was read.
  boolean hasSpace(long id) {
    return space.containsKey(id);
  }

  /// Remembers an object that was read.
  void keep(SpaceObject object) {
    space.putIfAbsent(object.id(), object);
  }

  /// The identifiers of the objects that are committed as linked to a metaverse object.
  List<Long> joins(long metaverseId) {
    List<Long> known = joins.get(metaverseId);
    if (known == null) {
      readJoins(List.of(metaverseId));
      known = joins.getOrDefault(metaverseId, List.of());
    }
    return known;
  }

  /// Whether the links to a metaverse object were read.
  boolean hasJoins(long metaverseId) {
    return joins.containsKey(metaverseId);
  }

  /// Reads, at once, metaverse objects and all objects linked to them.
  void prefetch(Collection<Long> metaverseIds) {
    for (MetaverseObject object : store.metaverse().objects(metaverseIds)) {
      metaverse.put(object.id(), object);
    }
    readJoins(metaverseIds);
  }

  private void readJoins(Collection<Long> metaverseIds) {
    metaverseIds.forEach(id -> joins.put(id, new ArrayList<>(2)));
    for (SpaceObject object : store.space().joinedTo(metaverseIds)) {
      keep(object);
      joins
          .computeIfAbsent(object.lineage().metaverse(), absent -> new ArrayList<>(2))
          .add(object.id());
    }
  }

  /// Whether any committed object of a connector is findable by this attribute. Most connectors
  /// have few objects that wait to be found, and the first synchronization of a new one finds none.
  boolean hasKeys(int connector, int attribute) {
    return keys.computeIfAbsent(
        ((long) connector << 32) | attribute,
        absent -> store.space().hasKeys(connector, attribute));
  }

  /// What was read is not to be relied on any more.
  void forget() {
    space.clear();
    metaverse.clear();
    joins.clear();
    keys.clear();
  }
}
