// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.IndexKey;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a store must hold after a history of changes: each change applied by itself, in order, to
/// plain collections.
final class ModelStore {
  static final Comparator<SpaceLink> LINK_ORDER =
      Comparator.comparingLong(SpaceLink::owner)
          .thenComparingInt(SpaceLink::attribute)
          .thenComparingLong(SpaceLink::target);
  static final Comparator<MetaverseLink> METAVERSE_LINK_ORDER =
      Comparator.comparingLong(MetaverseLink::owner)
          .thenComparingInt(MetaverseLink::attribute)
          .thenComparingLong(MetaverseLink::target);

  final TreeMap<Long, SpaceObject> spaces = new TreeMap<>();
  final TreeSet<SpaceLink> links = new TreeSet<>(LINK_ORDER);
  final TreeMap<Long, MetaverseObject> metaverse = new TreeMap<>();
  final TreeSet<MetaverseLink> metaverseLinks = new TreeSet<>(METAVERSE_LINK_ORDER);
  final Set<Key> keys = new HashSet<>();

  record Key(int space, IndexKey key, long id) {}

  void apply(List<Change> changes) {
    changes.forEach(this::apply);
  }

  private void apply(Change change) {
    switch (change) {
      case Change.PutSpace(SpaceObject object) -> spaces.put(object.id(), object);
      case Change.RemoveSpace(long id) -> {
        spaces.remove(id);
        links.removeIf(link -> link.owner() == id);
      }
      case Change.PutSpaceLink(SpaceLink link) -> {
        links.remove(link);
        if (!link.isEmpty()) {
          links.add(link);
        }
      }
      case Change.AddSpaceKey add -> keys.add(new Key(add.connector(), add.key(), add.id()));
      case Change.RemoveSpaceKey remove ->
          keys.remove(new Key(remove.connector(), remove.key(), remove.id()));
      case Change.PutMetaverse(MetaverseObject object) -> metaverse.put(object.id(), object);
      case Change.RemoveMetaverse(long id) -> {
        metaverse.remove(id);
        metaverseLinks.removeIf(link -> link.owner() == id);
      }
      case Change.AddMetaverseLink(MetaverseLink link) -> metaverseLinks.add(link);
      case Change.RemoveMetaverseLink(MetaverseLink link) -> metaverseLinks.remove(link);
      case Change.AddMetaverseKey add -> keys.add(new Key(0, add.key(), add.id()));
      case Change.RemoveMetaverseKey remove -> keys.remove(new Key(0, remove.key(), remove.id()));
      case Change.ClearKeys _ -> keys.clear();
      case Change.PutWatermark _,
          Change.PutNote _,
          Change.PutRun _,
          Change.PutStep _,
          Change.AddStepError _ ->
          throw new IllegalArgumentException("not part of the model: " + change);
    }
  }

  List<SpaceObject> spaces(Predicate<SpaceObject> wanted) {
    return spaces.values().stream().filter(wanted).toList();
  }

  List<SpaceLink> links(Predicate<SpaceLink> wanted) {
    return links.stream().filter(wanted).toList();
  }

  List<MetaverseLink> metaverseLinks(Predicate<MetaverseLink> wanted) {
    return metaverseLinks.stream().filter(wanted).toList();
  }

  long[] ids(int space, IndexKey key) {
    return keys.stream()
        .filter(entry -> entry.space() == space && entry.key().equals(key))
        .mapToLong(Key::id)
        .sorted()
        .toArray();
  }
}
