// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.IndexKey;
import dev.understudy.engine.store.MetaverseReader;
import dev.understudy.engine.store.SpaceReader;
import dev.understudy.engine.store.Store;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.DnKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Asks a store every question there is, and a model the same.
final class StoreComparison {
  private static final int[] FLAGS = {
    SpaceState.TO_SYNCHRONIZE,
    SpaceState.PENDING_EXPORT,
    SpaceState.PENDING_EXPORT | SpaceState.PENDING_LINKS,
    SpaceState.TO_REFER,
    SpaceState.SYNC_ERROR | SpaceState.EXPORT_ERROR,
    SpaceState.TRANSIENT,
    SpaceState.TRANSIENT | SpaceState.PENDING_EXPORT
  };

  private final Store store;
  private final ModelStore model;

  StoreComparison(Store store, ModelStore model) {
    this.store = store;
    this.model = model;
  }

  void all() {
    long[] ids = LongStream.rangeClosed(0, maxId() + 2).toArray();
    objects(LongStream.of(ids).boxed().toList());
    for (int connector = 1; connector <= 3; connector++) {
      names(connector);
      pages(connector);
      imported(connector);
    }
    columns(ids);
    for (long id : ids) {
      links(id);
      metaverseLinks(id);
      children(id);
    }
    keys();
    metaverse(LongStream.of(ids).boxed().toList());
  }

  private long maxId() {
    return Stream.of(model.spaces, model.metaverse)
        .mapToLong(map -> map.isEmpty() ? 0 : map.lastKey())
        .max()
        .orElse(0);
  }

  private void objects(Collection<Long> ids) {
    same(store.space().objects(ids), object -> true);
    List<Long> some = List.of(3L, 5L, 3L, -1L, 7L);
    same(store.space().objects(some), object -> some.contains(object.id()));
    Set<Long> joins = Set.of(1L, 3L, 4L, 99L);
    same(store.space().joinedTo(joins), object -> joins.contains(object.lineage().metaverse()));
  }

  private void names(int connector) {
    List<DnKey> names = new ArrayList<>();
    List<Anchor> anchors = new ArrayList<>();
    for (SpaceObject object : model.spaces.values()) {
      names.add(object.identity().dn().key());
      names.add(new DnKey(object.id(), 7));
      if (object.identity().anchor() != null) {
        anchors.add(object.identity().anchor());
        anchors.add(Anchor.of("nobody " + object.id()));
      }
    }
    SpaceReader space = store.space();
    same(space.byDn(connector, names), object -> object.connector() == connector);
    same(
        space.byAnchor(connector, anchors),
        object -> object.connector() == connector && object.identity().anchor() != null);
    assertThat(space.idsByDn(connector, names))
        .containsExactly(names.stream().mapToLong(name -> idOf(connector, name)).toArray());
  }

  private long idOf(int connector, DnKey name) {
    return model.spaces.values().stream()
        .filter(object -> object.connector() == connector)
        .filter(object -> object.identity().dn().key().equals(name))
        .mapToLong(SpaceObject::id)
        .findFirst()
        .orElse(0);
  }

  private void pages(int connector) {
    same(paged(connector, 0), object -> object.connector() == connector);
    assertThat(store.space().count(connector, 0))
        .isEqualTo(model.spaces(object -> object.connector() == connector).size());
    for (int flags : FLAGS) {
      Predicate<SpaceObject> wanted =
          object -> object.connector() == connector && object.state().is(flags);
      same(paged(connector, flags), wanted);
      assertThat(store.space().count(connector, flags)).isEqualTo(model.spaces(wanted).size());
    }
  }

  private List<SpaceObject> paged(int connector, int flags) {
    List<SpaceObject> all = new ArrayList<>();
    List<SpaceObject> page;
    do {
      long after = all.isEmpty() ? 0 : all.getLast().id();
      page = store.space().page(connector, after, flags, 7);
      assertThat(page.size()).isLessThanOrEqualTo(7);
      all.addAll(page);
    } while (!page.isEmpty());
    assertThat(all).isSortedAccordingTo(Comparator.comparingLong(SpaceObject::id));
    return all;
  }

  private void imported(int connector) {
    for (int partition = 1; partition <= 2; partition++) {
      int wanted = partition;
      long[] ids =
          model
              .spaces(object ->
                  object.connector() == connector
                      && object.identity().partition() == wanted
                      && object.images().imported() != null)
              .stream()
              .mapToLong(SpaceObject::id)
              .toArray();
      assertThat(store.space().countImported(connector, partition)).isEqualTo(ids.length);
      assertThat(store.space().importedIds(connector, partition, 0, 1000)).containsExactly(ids);
      long after = ids.length < 3 ? 0 : ids[1];
      assertThat(store.space().importedIds(connector, partition, after, 3))
          .containsExactly(LongStream.of(ids).filter(id -> id > after).limit(3).toArray());
    }
  }

  private void columns(long[] ids) {
    assertThat(store.space().metaverseOf(ids))
        .containsExactly(
            LongStream.of(ids)
                .mapToObj(this::object)
                .mapToLong(object -> object == null ? 0 : object.lineage().metaverse())
                .toArray());
    assertThat(store.space().flagsOf(ids))
        .containsExactly(
            LongStream.of(ids)
                .mapToObj(this::object)
                .mapToInt(object -> object == null ? 0 : object.state().flags())
                .toArray());
    long[] metaverse = {4, 0, 1, 99, 4, 2};
    assertThat(store.space().joinedIds(1, metaverse))
        .containsExactly(LongStream.of(metaverse).map(this::joined).toArray());
    List<Long> targets = LongStream.of(ids).boxed().toList();
    assertThat(store.space().withSettledReferrers(targets))
        .isEqualTo(
            model.links(this::isSettled).stream()
                .map(SpaceLink::target)
                .collect(Collectors.toSet()));
  }

  private long joined(long metaverse) {
    return model.spaces.values().stream()
        .filter(object -> object.connector() == 1 && metaverse != 0)
        .filter(object -> object.lineage().metaverse() == metaverse)
        .mapToLong(SpaceObject::id)
        .min()
        .orElse(0);
  }

  private boolean isSettled(SpaceLink link) {
    SpaceObject owner = Objects.requireNonNull(object(link.owner()));
    return link.is(SpaceLink.IMPORTED)
        && owner.lineage().isLinked()
        && !owner.state().is(SpaceState.REFERENCES_ALL);
  }

  private @Nullable SpaceObject object(long id) {
    return model.spaces.get(id);
  }

  private void links(long id) {
    SpaceReader space = store.space();
    List<SpaceLink> mine = model.links(link -> link.owner() == id);
    assertThat(space.links(id, 0, null, 1000)).isEqualTo(mine);
    assertThat(space.links(id, 2, null, 1000))
        .isEqualTo(mine.stream().filter(link -> link.attribute() == 2).toList());
    for (SpaceLink after : mine) {
      List<SpaceLink> rest =
          mine.stream().filter(link -> ModelStore.LINK_ORDER.compare(link, after) > 0).toList();
      assertThat(space.links(id, 0, after, 2)).isEqualTo(rest.stream().limit(2).toList());
      assertThat(space.links(id, 2, after, 2))
          .isEqualTo(rest.stream().filter(link -> link.attribute() == 2).limit(2).toList());
      assertThat(space.link(id, after.attribute(), after.target())).hasValue(after);
    }
    assertThat(space.link(id, 9, 9)).isEmpty();
    for (int flag : List.of(SpaceLink.UNSYNCED, SpaceLink.PENDING)) {
      assertThat(space.linksWith(id, flag, 1000))
          .containsExactlyInAnyOrderElementsOf(
              mine.stream().filter(link -> link.is(flag)).toList());
    }
    List<SpaceLink> theirs = model.links(link -> link.target() == id);
    assertThat(space.referrers(id, 0, 1000)).isEqualTo(theirs);
    if (!theirs.isEmpty()) {
      long first = theirs.getFirst().owner();
      assertThat(space.referrers(id, 0, 1))
          .isEqualTo(theirs.stream().filter(link -> link.owner() == first).toList());
      assertThat(space.referrers(id, first, 1000))
          .isEqualTo(theirs.stream().filter(link -> link.owner() > first).toList());
    }
  }

  private void metaverseLinks(long id) {
    MetaverseReader metaverse = store.metaverse();
    List<MetaverseLink> mine = model.metaverseLinks(link -> link.owner() == id);
    assertThat(metaverse.links(id, 0, null, 1000)).isEqualTo(mine);
    for (MetaverseLink after : mine) {
      List<MetaverseLink> rest =
          mine.stream()
              .filter(link -> ModelStore.METAVERSE_LINK_ORDER.compare(link, after) > 0)
              .toList();
      assertThat(metaverse.links(id, 0, after, 2)).isEqualTo(rest.stream().limit(2).toList());
      assertThat(metaverse.links(id, 2, after, 2))
          .isEqualTo(rest.stream().filter(link -> link.attribute() == 2).limit(2).toList());
      assertThat(metaverse.hasLink(after)).isTrue();
    }
    assertThat(metaverse.hasLink(new MetaverseLink(id, 9, 9))).isFalse();
    List<MetaverseLink> theirs = model.metaverseLinks(link -> link.target() == id);
    assertThat(metaverse.referrers(id, 0, 1000)).isEqualTo(theirs);
    if (!theirs.isEmpty()) {
      long first = theirs.getFirst().owner();
      assertThat(metaverse.referrers(id, 0, 1))
          .isEqualTo(theirs.stream().filter(link -> link.owner() == first).toList());
    }
  }

  private void children(long id) {
    same(store.space().children(id, 0, 1000), object -> object.identity().parent() == id);
  }

  private void keys() {
    for (int number = 0; number < 6; number++) {
      IndexKey key = StoreHistory.key(number);
      assertThat(store.space().byKey(1, key)).containsExactly(model.ids(1, key));
      assertThat(store.space().byKey(2, key)).isEmpty();
      assertThat(store.metaverse().byKey(key)).containsExactly(model.ids(0, key));
    }
  }

  private void metaverse(Collection<Long> ids) {
    MetaverseReader metaverse = store.metaverse();
    List<MetaverseObject> all = List.copyOf(model.metaverse.values());
    assertThat(metaverse.count()).isEqualTo(all.size());
    assertThat(metaverse.objects(ids)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(metaverse.page(0, 1000)).isEqualTo(all);
    assertThat(metaverse.page(5, 2))
        .isEqualTo(all.stream().filter(object -> object.id() > 5).limit(2).toList());
  }

  private void same(List<SpaceObject> found, Predicate<SpaceObject> wanted) {
    List<SpaceObject> expected = model.spaces(wanted);
    List<SpaceObject> sorted =
        found.stream().sorted(Comparator.comparingLong(SpaceObject::id)).toList();
    for (int i = 0; i < Math.min(sorted.size(), expected.size()); i++) {
      assertThat(sorted.get(i)).isEqualTo(expected.get(i));
    }
    assertThat(sorted).isEqualTo(expected);
    // Names that are equal may be written differently; that must be kept as well.
    assertThat(sorted.stream().map(StoreComparison::texts).toList())
        .isEqualTo(expected.stream().map(StoreComparison::texts).toList());
  }

  private static List<String> texts(SpaceObject object) {
    return List.of(
        text(object.identity().dn()),
        text(object.images().synced() == null ? null : object.images().synced().dn()),
        text(object.images().sent().dn()),
        text(object.images().intent() instanceof Intent.Exists exists ? exists.dn() : null));
  }

  private static String text(@Nullable Dn dn) {
    return dn == null ? "-" : dn.isFlat() + dn.text() + dn.key();
  }
}
