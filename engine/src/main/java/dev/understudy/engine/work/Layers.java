// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.IndexKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the present batch decided above what the one before it did, with a journal to take the last
/// part back.
final class Layers {
  private Layer current = new Layer();
  private @Nullable Layer previous;
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private boolean journaling;
  private int links;

  Layer current() {
    return current;
  }

  @Nullable Decided<SpaceObject> space(long id) {
    Decided<SpaceObject> found = current.space.get(id);
    return found == null && previous != null ? previous.space.get(id) : found;
  }

  @Nullable Decided<MetaverseObject> metaverse(long id) {
    Decided<MetaverseObject> found = current.metaverse.get(id);
    return found == null && previous != null ? previous.metaverse.get(id) : found;
  }

  /// Who has the name: 0 for nobody any more, null when nothing was decided.
  @Nullable Long name(Layer.NameSlot slot) {
    Long found = current.names.get(slot);
    return found == null && previous != null ? previous.names.get(slot) : found;
  }

  /// Who has the anchor, as [#name].
  @Nullable Long anchor(Layer.AnchorSlot slot) {
    Long found = current.anchors.get(slot);
    return found == null && previous != null ? previous.anchors.get(slot) : found;
  }

  /// Whether a connector-space object was made by either batch.
  boolean isFresh(long id) {
    return current.fresh.contains(id) || (previous != null && previous.fresh.contains(id));
  }

  /// Whether a metaverse object was made by either batch.
  boolean isBorn(long id) {
    return current.born.contains(id) || (previous != null && previous.born.contains(id));
  }

  /// Whether either batch touched the links of a metaverse object.
  boolean isTouched(long metaverseId) {
    return current.joins.containsKey(metaverseId)
        || (previous != null && previous.joins.containsKey(metaverseId));
  }

  /// Whether either batch decided on a metaverse reference to the object.
  boolean isReferredTo(long metaverseId) {
    return current.metaverseTargets.contains(metaverseId)
        || (previous != null && previous.metaverseTargets.contains(metaverseId));
  }

  /// Adds the objects whose link to a metaverse object was touched.
  void addTouched(long metaverseId, Set<Long> ids) {
    ids.addAll(current.joins.getOrDefault(metaverseId, Set.of()));
    if (previous != null) {
      ids.addAll(previous.joins.getOrDefault(metaverseId, Set.of()));
    }
  }

  /// Whether keys of an attribute of a connector came.
  boolean hasSpaceKeys(int connector, int attribute) {
    return current.spaceKeys(connector).hasAdded(attribute)
        || (previous != null && previous.spaceKeys(connector).hasAdded(attribute));
  }

  /// Brings the committed finds of a key up to date.
  void applySpaceKeys(int connector, Set<Long> ids, IndexKey key) {
    if (previous != null) {
      previous.spaceKeys(connector).applyTo(ids, key);
    }
    current.spaceKeys(connector).applyTo(ids, key);
  }

  /// Brings the committed finds of a metaverse key up to date.
  void applyMetaverseKeys(Set<Long> ids, IndexKey key) {
    if (previous != null) {
      previous.metaverseKeys.applyTo(ids, key);
    }
    current.metaverseKeys.applyTo(ids, key);
  }

  @Nullable SpaceLink link(long owner, int attribute, long target) {
    Layer.LinkSlot slot = new Layer.LinkSlot(attribute, target);
    SpaceLink decided = current.link(owner, slot);
    return decided == null && previous != null ? previous.link(owner, slot) : decided;
  }

  /// The reference values to an object that either batch decided on, as they are now.
  List<SpaceLink> referrers(long target) {
    Map<SpaceLink, SpaceLink> found = new LinkedHashMap<>();
    for (Layer layer : layers()) {
      if (layer.targets.contains(target)) {
        for (Map<Layer.LinkSlot, SpaceLink> mine : layer.links.values()) {
          for (SpaceLink link : mine.values()) {
            if (link.target() == target) {
              found.put(link.withFlags(0), link);
            }
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  /// Whether either batch put an object below this one, which is still there.
  boolean hasChild(long parent) {
    for (Layer layer : layers()) {
      for (long id : layer.space.keySet()) {
        Decided<SpaceObject> now = space(id);
        SpaceObject object = now == null ? null : now.object();
        if (object != null && object.identity().parent() == parent) {
          return true;
        }
      }
    }
    return false;
  }

  /// The metaverse references to an object that either batch added and none removed since.
  List<MetaverseLink> metaverseReferrers(long target) {
    return addedLinks(
        layer -> layer.metaverseTargets.contains(target), link -> link.target() == target);
  }

  /// The metaverse references of an object that either batch added and none removed since.
  List<MetaverseLink> metaverseLinks(long owner) {
    return addedLinks(
        layer -> layer.metaverseOwners.contains(owner), link -> link.owner() == owner);
  }

  private List<MetaverseLink> addedLinks(
      Predicate<Layer> mayHave, Predicate<MetaverseLink> wanted) {
    Set<MetaverseLink> added = new LinkedHashSet<>();
    for (Layer layer : layers()) {
      if (mayHave.test(layer)) {
        layer.metaverseLinks.forEach((link, present) -> {
          if (wanted.test(link)) {
            added.remove(link);
            if (present) {
              added.add(link);
            }
          }
        });
      }
    }
    return List.copyOf(added);
  }

  /// Whether a metaverse reference was added (true) or removed (false) last; null when neither.
  @Nullable Boolean metaverseLink(MetaverseLink link) {
    Boolean decided = current.metaverseLinks.get(link);
    if (decided == null && previous != null) {
      return previous.metaverseLinks.get(link);
    }
    return decided;
  }

  void put(MetaverseLink link, boolean present) {
    current.metaverseOwners.add(link.owner());
    current.metaverseTargets.add(link.target());
    replace(current.metaverseLinks, link, present);
  }

  /// The batches, the earlier first.
  private List<Layer> layers() {
    return previous == null ? List.of(current) : List.of(previous, current);
  }

  void put(SpaceLink link) {
    links++;
    current.targets.add(link.target());
    replace(
        current.links.computeIfAbsent(link.owner(), absent -> new LinkedHashMap<>()),
        new Layer.LinkSlot(link.attribute(), link.target()),
        link);
  }

  List<SpaceLink> links(long owner) {
    Map<Layer.LinkSlot, SpaceLink> mine = current.links.get(owner);
    Map<Layer.LinkSlot, SpaceLink> earlier = previous == null ? null : previous.links.get(owner);
    if (earlier == null) {
      return mine == null ? List.of() : List.copyOf(mine.values());
    }
    Map<Layer.LinkSlot, SpaceLink> both = new LinkedHashMap<>(earlier);
    if (mine != null) {
      both.putAll(mine);
    }
    return List.copyOf(both.values());
  }

  /// How many objects and references the present batch decided on.
  int size() {
    return current.space.size() + current.metaverse.size() + links + current.metaverseLinks.size();
  }

  /// Hands out the present batch and begins the next above it.
  List<Change> rotate() {
    List<Change> changes = current.changes();
    previous = current;
    current = new Layer();
    links = 0;
    undo.clear();
    journaling = false;
    return changes;
  }

  void forgetPrevious() {
    previous = null;
  }

  void mark() {
    undo.clear();
    journaling = true;
  }

  void rollback() {
    journaling = false;
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }

  /// Where to note how a change outside of [#replace] is taken back.
  Deque<Runnable> journal() {
    return journaling ? undo : new ArrayDeque<>(2);
  }

  <K, V> void replace(Map<K, V> map, K key, V value) {
    V before = map.put(key, value);
    if (journaling) {
      undo.push(() -> {
        if (before == null) {
          map.remove(key);
        } else {
          map.put(key, before);
        }
      });
    }
  }
}
