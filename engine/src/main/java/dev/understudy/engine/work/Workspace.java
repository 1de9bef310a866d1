// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.IndexKey;
import dev.understudy.engine.store.Store;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.DnKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a batch sees and decides. Look-ups go through three layers: what this batch decided, what
/// the batch before it decided and is perhaps still being written, and what is committed. Nothing
/// reaches the store but by [#drain()]; a preview simply never drains.
///
/// [#mark()] and [#rollback()] undo what was decided for one object that failed.
public final class Workspace {
  private final Store store;
  private final Keys keys;
  private final LinkTargets targets;
  private final SpaceNames names;
  private final Layers layers = new Layers();
  private final Loaded loaded;
  private final Referrers referrers;

  public Workspace(Store store, Program program) {
    this.store = store;
    this.keys = new Keys(program);
    this.targets = new LinkTargets(store.space());
    this.names = new SpaceNames(store.space(), layers);
    this.loaded = new Loaded(store);
    this.referrers = new Referrers(store, layers);
  }

  /// The store below.
  public Store store() {
    return store;
  }

  // --- connector space ---

  /// The object of that identifier.
  public Optional<SpaceObject> space(long id) {
    Decided<SpaceObject> decided = layers.space(id);
    return Optional.ofNullable(decided != null ? decided.object() : loaded.space(id));
  }

  /// Remembers objects that were read from the store since the last [#drain()], and returns them as
  /// they are now.
  public List<SpaceObject> admit(List<SpaceObject> objects) {
    List<SpaceObject> now = new ArrayList<>(objects.size());
    for (SpaceObject object : objects) {
      loaded.keep(object);
      space(object.id()).ifPresent(now::add);
    }
    return now;
  }

  /// Inserts or replaces an object; its derived flags are brought up to date.
  public void put(SpaceObject object) {
    SpaceObject next = DerivedFlags.apply(object);
    Optional<SpaceObject> before = isUnknown(next.id()) ? Optional.empty() : space(next.id());
    keys.ofSpace(
        before.orElse(null), next, layers.current().spaceKeys(next.connector()), layers.journal());
    before.ifPresent(known -> {
      touchJoin(known);
      names.leave(known, next);
    });
    touchJoin(next);
    names.take(next);
    layers.replace(layers.current().space, next.id(), new Decided<>(next));
  }

  /// An identifier for a new object.
  public long newSpaceId() {
    return store.newId();
  }

  /// Says that the object of that identifier is being made by this batch.
  public void markFresh(long id) {
    layers.current().fresh.add(id);
  }

  /// Whether the object was made by this batch.
  public boolean isNew(long id) {
    return layers.current().fresh.contains(id);
  }

  /// Whether the object was announced by this batch and not put yet.
  private boolean isUnknown(long id) {
    return layers.current().fresh.contains(id)
        && !layers.current().space.containsKey(id)
        && !loaded.hasSpace(id);
  }

  /// Removes an object with the links that it owns.
  public void removeSpace(long id) {
    space(id)
        .ifPresent(known -> {
          keys.ofSpace(
              known, null, layers.current().spaceKeys(known.connector()), layers.journal());
          touchJoin(known);
          names.leave(known, null);
          layers.replace(layers.current().space, id, new Decided<>(null));
        });
  }

  private void touchJoin(SpaceObject object) {
    layers.current().touchJoin(object.lineage().metaverse(), object.id());
    targets.forget(object.id(), object.lineage().metaverse());
  }

  /// The object of a connector that has this name.
  public Optional<SpaceObject> byDn(int connector, Dn dn) {
    long id = names.idOf(connector, dn);
    return id == 0 ? Optional.empty() : space(id);
  }

  /// The identifier of the object of a connector with this name; 0 when there is none.
  public long idByDn(int connector, Dn dn) {
    return names.idOf(connector, dn);
  }

  /// The identifiers of the objects of a connector with these names, 0 where there is none.
  public long[] idsByDn(int connector, List<DnKey> dnKeys) {
    return names.idsOf(connector, dnKeys);
  }

  /// The objects of a connector with these anchors, by anchor.
  public Map<Anchor, SpaceObject> byAnchor(int connector, Collection<Anchor> anchors) {
    Map<Anchor, SpaceObject> found = new HashMap<>();
    Set<Anchor> open = new HashSet<>(anchors);
    for (Anchor anchor : anchors) {
      Long decided = layers.anchor(new Layer.AnchorSlot(connector, anchor));
      if (decided != null) {
        open.remove(anchor);
        space(decided).ifPresent(now -> found.put(anchor, now));
      }
    }
    for (SpaceObject now : admit(store.space().byAnchor(connector, open))) {
      Anchor anchor = now.identity().anchor();
      if (anchor != null) {
        found.put(anchor, now);
      }
    }
    return found;
  }

  /// The objects linked to a metaverse object, by ascending identifier.
  public List<SpaceObject> joinedTo(long metaverseId) {
    Set<Long> ids = new TreeSet<>();
    if (!isBorn(metaverseId)) {
      ids.addAll(loaded.joins(metaverseId));
    }
    layers.addTouched(metaverseId, ids);
    List<SpaceObject> joined = new ArrayList<>(ids.size());
    for (long id : ids) {
      space(id)
          .filter(object -> object.lineage().metaverse() == metaverseId)
          .ifPresent(joined::add);
    }
    return joined;
  }

  /// Reads, at once, the metaverse objects of these identifiers and all objects linked to them.
  public void prefetch(Collection<Long> metaverseIds) {
    List<Long> unknown =
        metaverseIds.stream().filter(id -> !loaded.hasJoins(id) && !isBorn(id)).toList();
    if (!unknown.isEmpty()) {
      loaded.prefetch(unknown);
    }
  }

  /// The metaverse identifiers of these objects, in their order; 0 for one that is not linked or
  /// not there.
  public long[] metaverseOf(long[] ids) {
    return targets.metaverseOf(
        ids,
        id -> layers.space(id) != null,
        id -> space(id).map(object -> object.lineage().metaverse()).orElse(0L));
  }

  /// The identifiers of the objects of a connector that are findable under the key.
  public Set<Long> spaceByKey(int connector, IndexKey key) {
    if (!hasKeys(connector, key.attribute())) {
      return Set.of();
    }
    Set<Long> ids = new TreeSet<>();
    for (long id : store.space().byKey(connector, key)) {
      ids.add(id);
    }
    layers.applySpaceKeys(connector, ids, key);
    return ids;
  }

  private boolean hasKeys(int connector, int attribute) {
    return layers.hasSpaceKeys(connector, attribute) || loaded.hasKeys(connector, attribute);
  }

  // --- metaverse ---

  /// The metaverse object of that identifier.
  public Optional<MetaverseObject> metaverse(long id) {
    Decided<MetaverseObject> decided = layers.metaverse(id);
    return Optional.ofNullable(decided != null ? decided.object() : loaded.metaverse(id));
  }

  /// Inserts or replaces a metaverse object.
  ///
  /// @param born whether it is new: nothing committed refers to it
  public void put(MetaverseObject object, boolean born) {
    MetaverseObject before = born ? null : metaverse(object.id()).orElse(null);
    keys.ofMetaverse(before, object, layers.current().metaverseKeys, layers.journal());
    if (born) {
      layers.current().born.add(object.id());
    }
    layers.replace(layers.current().metaverse, object.id(), new Decided<>(object));
  }

  /// Removes a metaverse object with the links that it owns.
  public void removeMetaverse(long id) {
    metaverse(id)
        .ifPresent(known -> {
          keys.ofMetaverse(known, null, layers.current().metaverseKeys, layers.journal());
          layers.replace(layers.current().metaverse, id, new Decided<>(null));
        });
  }

  /// Whether the metaverse object was made by this batch or the one before.
  public boolean isBorn(long metaverseId) {
    return layers.isBorn(metaverseId);
  }

  /// The identifiers of the metaverse objects that are findable under the key.
  public Set<Long> metaverseByKey(IndexKey key) {
    Set<Long> ids = new TreeSet<>();
    for (long id : store.metaverse().byKey(key)) {
      ids.add(id);
    }
    layers.applyMetaverseKeys(ids, key);
    return ids;
  }

  // --- references ---

  /// A reference value, as it is now.
  public Optional<SpaceLink> link(long owner, int attribute, long target) {
    SpaceLink decided = layers.link(owner, attribute, target);
    if (decided != null) {
      return Optional.of(decided).filter(link -> !link.isEmpty());
    }
    return layers.isFresh(owner) ? Optional.empty() : store.space().link(owner, attribute, target);
  }

  /// A reference value read from the store, as it is now; gone when its flags are 0.
  public SpaceLink now(SpaceLink stored) {
    SpaceLink decided = layers.link(stored.owner(), stored.attribute(), stored.target());
    return decided != null ? decided : stored;
  }

  /// Inserts, replaces or (with flags 0) removes a reference value.
  public void put(SpaceLink link) {
    layers.put(link);
  }

  /// The reference values of an object that this batch or the one before put.
  public List<SpaceLink> decidedLinks(long owner) {
    return layers.links(owner);
  }

  /// The identifiers of the objects of a connector that are linked to these metaverse objects, in
  /// their order; 0 where there is none.
  public long[] partners(int connector, long[] metaverseIds) {
    return targets.partners(
        connector, metaverseIds, layers::isTouched, id -> partner(connector, id));
  }

  private long partner(int connector, long metaverseId) {
    for (SpaceObject candidate : joinedTo(metaverseId)) {
      if (candidate.connector() == connector) {
        return candidate.id();
      }
    }
    return 0;
  }

  /// Whether a metaverse object refers to this one, or did before this batch.
  public boolean isReferredTo(long metaverseId) {
    return layers.isReferredTo(metaverseId)
        || !store.metaverse().referrers(metaverseId, 0, 1).isEmpty();
  }

  /// Whether any reference value to an object of a connector space, as it is now, is accepted. What
  /// is asked may decide on the values that it sees, and goes on until it accepts one.
  public boolean anyReferrer(long target, Predicate<SpaceLink> accepts) {
    return referrers.any(target, accepts);
  }

  /// The same for the references to a metaverse object.
  public boolean anyMetaverseReferrer(long target, Predicate<MetaverseLink> accepts) {
    return referrers.anyInMetaverse(target, accepts);
  }

  /// Whether an object of a connector space is the parent of another.
  public boolean hasChildren(long id) {
    return referrers.hasChildren(id);
  }

  /// Adds or removes a metaverse reference.
  public void put(MetaverseLink link, boolean present) {
    layers.put(link, present);
  }

  /// The references of a metaverse object that this batch or the one before added.
  public List<MetaverseLink> addedLinks(long owner) {
    return layers.metaverseLinks(owner);
  }

  /// Whether a reference of the metaverse that is committed is still there.
  public boolean isKept(MetaverseLink link) {
    return !Boolean.FALSE.equals(layers.metaverseLink(link));
  }

  // --- the batch ---

  /// Anything else that shall be written with this batch.
  public void also(Change change) {
    layers.current().others.add(change);
  }

  /// How many objects and references this batch has decided on.
  public int size() {
    return layers.size();
  }

  /// The connector-space objects that this batch put or removed.
  public Collection<Long> touchedSpace() {
    return List.copyOf(layers.current().space.keySet());
  }

  /// Hands out the decisions of this batch and begins the next. What is handed out stays visible
  /// until the next call; by then it must be committed.
  public List<Change> drain() {
    forgetLoaded();
    return layers.rotate();
  }

  /// Says that what was handed out is committed.
  public void forgetPrevious() {
    forgetLoaded();
    layers.forgetPrevious();
  }

  /// Forgets what was read, after a batch that decided nothing.
  public void forgetRead() {
    forgetLoaded();
  }

  private void forgetLoaded() {
    loaded.forget();
    names.forgetLoaded();
  }

  /// Begins a part that can be taken back.
  public void mark() {
    layers.mark();
  }

  /// Takes back everything since [#mark()].
  public void rollback() {
    layers.rollback();
  }
}
