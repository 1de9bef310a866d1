// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.preview;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The store as it would be after a list of changes that is never written.
final class Overlay {
  private final Store store;
  private final Map<Long, SpaceObject> space = new LinkedHashMap<>();
  private final Map<Long, MetaverseObject> metaverse = new LinkedHashMap<>();
  private final Set<Long> removedSpace = new HashSet<>();
  private final Set<Long> removedMetaverse = new HashSet<>();
  private final List<SpaceLink> links = new ArrayList<>();
  private final List<MetaverseLink> addedReferences = new ArrayList<>();
  private final List<MetaverseLink> removedReferences = new ArrayList<>();

  Overlay(Store store, List<Change> changes) {
    this.store = store;
    changes.forEach(this::apply);
  }

  private void apply(Change change) {
    switch (change) {
      case Change.PutSpace(SpaceObject object) -> space.put(object.id(), object);
      case Change.RemoveSpace(long id) -> removedSpace.add(id);
      case Change.PutSpaceLink(SpaceLink link) -> links.add(link);
      case Change.PutMetaverse(MetaverseObject object) -> metaverse.put(object.id(), object);
      case Change.RemoveMetaverse(long id) -> removedMetaverse.add(id);
      case Change.AddMetaverseLink(MetaverseLink link) -> addedReferences.add(link);
      case Change.RemoveMetaverseLink(MetaverseLink link) -> removedReferences.add(link);
      case Change.AddSpaceKey _,
          Change.RemoveSpaceKey _,
          Change.AddMetaverseKey _,
          Change.RemoveMetaverseKey _,
          Change.ClearKeys _,
          Change.PutWatermark _,
          Change.PutNote _,
          Change.PutRun _,
          Change.PutStep _,
          Change.AddStepError _ -> {
        // Keys, notes and records say nothing to a person who looks at one object.
      }
    }
  }

  /// The connector-space object as it would be; empty when it would be gone.
  Optional<SpaceObject> space(long id) {
    if (removedSpace.contains(id)) {
      return Optional.empty();
    }
    return Optional.ofNullable(space.get(id))
        .or(() -> store.space().objects(List.of(id)).stream().findFirst());
  }

  /// The metaverse object as it would be; empty when it would be gone.
  Optional<MetaverseObject> metaverse(long id) {
    if (id == 0 || removedMetaverse.contains(id)) {
      return Optional.empty();
    }
    return Optional.ofNullable(metaverse.get(id))
        .or(() -> store.metaverse().objects(List.of(id)).stream().findFirst());
  }

  /// The metaverse objects that would be removed.
  Set<Long> removedMetaverse() {
    return removedMetaverse;
  }

  /// The connector-space objects that would be put, and those that are linked to a metaverse object
  /// anyway.
  Map<Long, SpaceObject> linkedTo(long id) {
    Map<Long, SpaceObject> linked = new LinkedHashMap<>();
    if (id != 0) {
      store.space().joinedTo(List.of(id)).forEach(object -> linked.put(object.id(), object));
    }
    linked.putAll(space);
    linked.keySet().removeAll(removedSpace);
    return linked;
  }

  /// Everything that would be put.
  Map<Long, SpaceObject> spaces() {
    return space;
  }

  /// The references of an object that would be exported; those that are in the store already and
  /// would stay as they are among them.
  List<SpaceLink> pending(long owner, int limit) {
    Map<Long, Map<Integer, SpaceLink>> rows = new LinkedHashMap<>();
    for (SpaceLink link : store.space().linksWith(owner, SpaceLink.PENDING, limit)) {
      rows.computeIfAbsent(link.target(), _ -> new LinkedHashMap<>()).put(link.attribute(), link);
    }
    for (SpaceLink link : links) {
      if (link.owner() == owner) {
        rows.computeIfAbsent(link.target(), _ -> new LinkedHashMap<>()).put(link.attribute(), link);
      }
    }
    return rows.values().stream()
        .flatMap(byAttribute -> byAttribute.values().stream())
        .filter(link -> link.is(SpaceLink.PENDING))
        .toList();
  }

  /// The references that a metaverse object would get.
  List<MetaverseLink> added(long owner) {
    return addedReferences.stream().filter(link -> link.owner() == owner).toList();
  }

  /// The references that a metaverse object would lose.
  List<MetaverseLink> removed(long owner) {
    return removedReferences.stream().filter(link -> link.owner() == owner).toList();
  }
}
