// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.testing;

import dev.understudy.connector.Watermark;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.IndexKey;
import dev.understudy.engine.store.SpaceReader;
import dev.understudy.value.Anchor;
import dev.understudy.value.DnKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The connector spaces, in trees.
final class MemorySpace implements SpaceReader {
  private final TreeMap<Long, SpaceObject> objects = new TreeMap<>();
  private final Map<NameSlot, Long> names = new HashMap<>();
  private final Map<AnchorSlot, Long> anchors = new HashMap<>();
  private final Map<Long, NavigableSet<Long>> joins = new HashMap<>();
  private final Map<Long, NavigableSet<Long>> children = new HashMap<>();
  private final Map<KeySlot, TreeSet<Long>> keys = new HashMap<>();
  private final Map<PartitionSlot, Watermark> watermarks = new HashMap<>();
  private final MemoryLinks links = new MemoryLinks();
  private final List<SpaceObject> toCheck = new ArrayList<>();

  private record NameSlot(int connector, DnKey key) {}

  private record AnchorSlot(int connector, Anchor anchor) {}

  private record KeySlot(int connector, IndexKey key) {}

  private record PartitionSlot(int connector, int partition) {}

  synchronized void put(SpaceObject object) {
    SpaceObject before = objects.put(object.id(), object);
    if (before != null) {
      unlist(before);
    }
    names.put(nameSlot(object), object.id());
    Anchor anchor = object.identity().anchor();
    if (anchor != null) {
      anchors.put(new AnchorSlot(object.connector(), anchor), object.id());
    }
    listed(joins, object.lineage().metaverse()).add(object.id());
    listed(children, object.identity().parent()).add(object.id());
    toCheck.add(object);
  }

  private void unlist(SpaceObject object) {
    names.remove(nameSlot(object), object.id());
    Anchor anchor = object.identity().anchor();
    if (anchor != null) {
      anchors.remove(new AnchorSlot(object.connector(), anchor), object.id());
    }
    listed(joins, object.lineage().metaverse()).remove(object.id());
    listed(children, object.identity().parent()).remove(object.id());
  }

  private static NameSlot nameSlot(SpaceObject object) {
    return new NameSlot(object.connector(), object.identity().dn().key());
  }

  private static NavigableSet<Long> listed(Map<Long, NavigableSet<Long>> map, long key) {
    return map.computeIfAbsent(key, absent -> new TreeSet<>());
  }

  synchronized void remove(long id) {
    links.removeOwnedBy(id);
    List<SpaceLink> referrers = links.referrers(id, 0, 1);
    if (!referrers.isEmpty()) {
      throw new IllegalStateException("object " + id + " is removed while it has " + referrers);
    }
    SpaceObject before = objects.remove(id);
    if (before != null) {
      unlist(before);
    }
  }

  synchronized void put(SpaceLink link) {
    if (!link.isEmpty()
        && (!objects.containsKey(link.owner()) || !objects.containsKey(link.target()))) {
      throw new IllegalStateException(link + " has an end that is not there");
    }
    links.put(link);
  }

  /// Each object written since the last call has its name and its anchor for itself.
  synchronized void check() {
    for (SpaceObject object : toCheck) {
      SpaceObject now = objects.get(object.id());
      if (now == null) {
        continue;
      }
      Long holder = names.get(nameSlot(now));
      if (holder == null || holder != now.id()) {
        throw new IllegalStateException(
            now.identity().dn() + " is the name of " + now.id() + " and of " + holder);
      }
      Anchor anchor = now.identity().anchor();
      if (anchor != null
          && !Objects.equals(anchors.get(new AnchorSlot(now.connector(), anchor)), now.id())) {
        throw new IllegalStateException("the anchor " + anchor + " has two objects");
      }
    }
    toCheck.clear();
  }

  synchronized void put(Change.PutWatermark put) {
    PartitionSlot slot = new PartitionSlot(put.connector(), put.partition());
    Watermark watermark = put.watermark();
    if (watermark == null) {
      watermarks.remove(slot);
    } else {
      watermarks.put(slot, watermark);
    }
  }

  synchronized void addKey(int connector, IndexKey key, long id) {
    keys.computeIfAbsent(new KeySlot(connector, key), absent -> new TreeSet<>()).add(id);
  }

  synchronized void removeKey(int connector, IndexKey key, long id) {
    TreeSet<Long> ids = keys.get(new KeySlot(connector, key));
    if (ids != null) {
      ids.remove(id);
    }
  }

  @Override
  public synchronized List<SpaceObject> objects(Collection<Long> ids) {
    return ids.stream().distinct().filter(objects::containsKey).map(objects::get).toList();
  }

  @Override
  public synchronized List<SpaceObject> byAnchor(int connector, Collection<Anchor> wanted) {
    return wanted.stream()
        .map(anchor -> anchors.get(new AnchorSlot(connector, anchor)))
        .flatMap(id -> id == null ? Stream.of() : Stream.of(objects.get(id)))
        .distinct()
        .toList();
  }

  @Override
  public synchronized List<SpaceObject> byDn(int connector, Collection<DnKey> wanted) {
    return wanted.stream()
        .distinct()
        .map(key -> names.get(new NameSlot(connector, key)))
        .flatMap(id -> id == null ? Stream.of() : Stream.of(objects.get(id)))
        .toList();
  }

  @Override
  public synchronized long[] idsByDn(int connector, List<DnKey> wanted) {
    return wanted.stream()
        .mapToLong(key -> names.getOrDefault(new NameSlot(connector, key), 0L))
        .toArray();
  }

  @Override
  public synchronized List<SpaceObject> joinedTo(Collection<Long> metaverseIds) {
    return metaverseIds.stream()
        .distinct()
        .flatMap(id -> joins.getOrDefault(id, new TreeSet<>()).stream())
        .map(objects::get)
        .toList();
  }

  @Override
  public synchronized long[] byKey(int connector, IndexKey key) {
    return keys.getOrDefault(new KeySlot(connector, key), new TreeSet<>()).stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  @Override
  public synchronized boolean hasKeys(int connector, int attribute) {
    return keys.entrySet().stream()
        .anyMatch(entry ->
            entry.getKey().connector() == connector
                && entry.getKey().key().attribute() == attribute
                && !entry.getValue().isEmpty());
  }

  @Override
  public synchronized List<SpaceObject> page(int connector, long afterId, int anyFlag, int limit) {
    return objects.tailMap(afterId, false).values().stream()
        .filter(object -> matches(object, connector, anyFlag))
        .limit(limit)
        .toList();
  }

  private static boolean matches(SpaceObject object, int connector, int anyFlag) {
    return object.connector() == connector && (anyFlag == 0 || object.state().is(anyFlag));
  }

  @Override
  public synchronized long count(int connector, int anyFlag) {
    return objects.values().stream().filter(object -> matches(object, connector, anyFlag)).count();
  }

  @Override
  public synchronized long countImported(int connector, int partition) {
    return imported(connector, partition, 0).count();
  }

  @Override
  public synchronized long[] importedIds(int connector, int partition, long afterId, int limit) {
    return imported(connector, partition, afterId).limit(limit).toArray();
  }

  private LongStream imported(int connector, int partition, long afterId) {
    return objects.tailMap(afterId, false).values().stream()
        .filter(object -> object.connector() == connector)
        .filter(object -> object.identity().partition() == partition)
        .filter(object -> object.images().imported() != null)
        .mapToLong(SpaceObject::id);
  }

  @Override
  public synchronized List<SpaceLink> links(
      long owner, int attribute, @Nullable SpaceLink after, int limit) {
    return links
        .of(owner)
        .filter(link -> attribute == 0 || link.attribute() == attribute)
        .filter(link -> after == null || MemoryLinks.BY_OWNER.compare(link, after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<SpaceLink> linksWith(long owner, int flag, int limit) {
    return links.of(owner).filter(link -> link.is(flag)).limit(limit).toList();
  }

  @Override
  public synchronized Optional<SpaceLink> link(long owner, int attribute, long target) {
    return links.find(owner, attribute, target);
  }

  @Override
  public synchronized List<SpaceLink> referrers(long target, long afterOwner, int limit) {
    return links.referrers(target, afterOwner, limit);
  }

  @Override
  public synchronized long[] metaverseOf(long[] ids) {
    return LongStream.of(ids)
        .map(id -> objects.containsKey(id) ? objects.get(id).lineage().metaverse() : 0)
        .toArray();
  }

  @Override
  public synchronized int[] flagsOf(long[] ids) {
    return LongStream.of(ids)
        .mapToInt(id -> objects.containsKey(id) ? objects.get(id).state().flags() : 0)
        .toArray();
  }

  @Override
  public synchronized long[] joinedIds(int connector, long[] metaverseIds) {
    return LongStream.of(metaverseIds)
        .map(metaverse -> metaverse == 0 ? 0 : joinedId(connector, metaverse))
        .toArray();
  }

  private long joinedId(int connector, long metaverse) {
    return joinedTo(List.of(metaverse)).stream()
        .filter(object -> object.connector() == connector)
        .mapToLong(SpaceObject::id)
        .findFirst()
        .orElse(0);
  }

  @Override
  public synchronized Set<Long> withSettledReferrers(Collection<Long> targets) {
    return targets.stream()
        .filter(target ->
            links.referrers(target, 0, Integer.MAX_VALUE).stream()
                .filter(link -> link.is(SpaceLink.IMPORTED))
                .map(link -> objects.get(link.owner()))
                .anyMatch(owner ->
                    owner.lineage().isLinked() && !owner.state().is(SpaceState.REFERENCES_ALL)))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public synchronized List<SpaceObject> children(long parent, long afterId, int limit) {
    return children.getOrDefault(parent, new TreeSet<>()).tailSet(afterId, false).stream()
        .limit(limit)
        .map(objects::get)
        .toList();
  }

  @Override
  public synchronized Optional<Watermark> watermark(int connector, int partition) {
    return Optional.ofNullable(watermarks.get(new PartitionSlot(connector, partition)));
  }

  void clearKeys() {
    keys.clear();
  }
}
