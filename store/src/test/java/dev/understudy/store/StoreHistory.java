// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.IndexKey;
import dev.understudy.engine.store.Store;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.DnKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;

/// A random life of a store: lists of changes that are valid as a whole, with swapped names,
/// repeated rows, objects that are removed and put again.
final class StoreHistory {
  private static final int NAMES = 40;
  private static final int CHANGES_MAX = 60;

  private final Store store;
  private final Random random;
  private final RandomObjects objects;
  private final ModelStore model = new ModelStore();
  private final List<Change> list = new ArrayList<>();
  private int freshName = NAMES;

  StoreHistory(Store store, long seed) {
    this.store = store;
    random = new Random(seed);
    objects = new RandomObjects(random);
  }

  /// What the store must hold now.
  ModelStore model() {
    return model;
  }

  /// Writes one list of changes.
  void write() {
    list.clear();
    for (int i = 1 + random.nextInt(CHANGES_MAX); i > 0; i--) {
      change();
    }
    giveFreshNames();
    store.write(list);
  }

  private void change() {
    switch (random.nextInt(12)) {
      case 0, 1 -> putSpace(store.newId());
      case 2, 3 -> some(model.spaces).ifPresent(this::putSpace);
      case 4 -> some(model.spaces).ifPresent(this::removeSpace);
      case 5, 6 -> putLink();
      case 7 -> putKey();
      case 8 -> emit(new Change.PutMetaverse(objects.metaverse(store.newId())));
      case 9 ->
          some(model.metaverse)
              .ifPresent(id -> emit(new Change.PutMetaverse(objects.metaverse(id))));
      case 10 -> putMetaverseLink();
      default -> some(model.metaverse).ifPresent(this::removeMetaverse);
    }
  }

  private void emit(Change change) {
    list.add(change);
    model.apply(List.of(change));
  }

  private void putSpace(long id) {
    SpaceObject before = model.spaces.get(id);
    int connector = before == null ? 1 + random.nextInt(2) : before.connector();
    Anchor anchor = random.nextInt(4) == 0 ? null : Anchor.of("anchor " + random.nextInt(NAMES));
    emit(
        new Change.PutSpace(
            objects.space(id, connector, objects.name(random.nextInt(NAMES)), anchor)));
  }

  private void removeSpace(long id) {
    List.copyOf(model.links(link -> link.target() == id))
        .forEach(link -> emit(new Change.PutSpaceLink(link.withFlags(0))));
    SpaceObject removed = model.spaces.get(id);
    emit(new Change.RemoveSpace(id));
    if (removed != null && random.nextInt(3) == 0) {
      emit(new Change.PutSpace(removed));
    }
  }

  private void putLink() {
    some(model.spaces)
        .ifPresent(owner ->
            some(model.spaces)
                .ifPresent(target ->
                    emit(
                        new Change.PutSpaceLink(
                            new SpaceLink(
                                owner, 1 + random.nextInt(3), target, random.nextInt(64))))));
  }

  private void putKey() {
    IndexKey key = key(random.nextInt(5));
    long id = random.nextLong(1, 11);
    emit(
        switch (random.nextInt(4)) {
          case 0 -> new Change.AddSpaceKey(1, key, id);
          case 1 -> new Change.RemoveSpaceKey(1, key, id);
          case 2 -> new Change.AddMetaverseKey(key, id);
          default -> new Change.RemoveMetaverseKey(key, id);
        });
  }

  static IndexKey key(int number) {
    return new IndexKey(1 + number % 2, new byte[] {(byte) (number * 60)});
  }

  private void putMetaverseLink() {
    some(model.metaverse)
        .ifPresent(owner -> {
          MetaverseLink link =
              new MetaverseLink(owner, 1 + random.nextInt(3), 1 + random.nextInt(9));
          emit(
              random.nextInt(3) == 0
                  ? new Change.RemoveMetaverseLink(link)
                  : new Change.AddMetaverseLink(link));
        });
  }

  private void removeMetaverse(long id) {
    List.copyOf(model.metaverseLinks(link -> link.target() == id))
        .forEach(link -> emit(new Change.RemoveMetaverseLink(link)));
    emit(new Change.RemoveMetaverse(id));
    if (random.nextInt(3) == 0) {
      emit(new Change.PutMetaverse(objects.metaverse(id)));
      emit(new Change.AddMetaverseLink(new MetaverseLink(id, 1, 1)));
    }
  }

  /// Where two objects have one name or anchor at the end of the list, one gets others.
  private void giveFreshNames() {
    Set<Object> taken = new HashSet<>();
    for (SpaceObject object : List.copyOf(model.spaces.values())) {
      DnKey name = object.identity().dn().key();
      Anchor anchor = object.identity().anchor();
      boolean nameTaken = !taken.add(List.of(object.connector(), name));
      boolean anchorTaken = anchor != null && !taken.add(List.of(object.connector(), anchor));
      if (nameTaken || anchorTaken) {
        Dn dn = Dn.of("CN=Fresh " + freshName++);
        emit(
            new Change.PutSpace(
                objects.space(
                    object.id(),
                    object.connector(),
                    nameTaken ? dn : object.identity().dn(),
                    null)));
        taken.add(List.of(object.connector(), dn.key()));
      }
    }
  }

  private <T> Optional<Long> some(SortedMap<Long, T> map) {
    List<Long> ids = List.copyOf(map.keySet());
    return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(random.nextInt(ids.size())));
  }
}
