// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.testing;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.store.IndexKey;
import dev.understudy.engine.store.MetaverseReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The metaverse, in trees.
final class MemoryMetaverse implements MetaverseReader {
  private static final Comparator<MetaverseLink> BY_OWNER =
      Comparator.comparingLong(MetaverseLink::owner)
          .thenComparingInt(MetaverseLink::attribute)
          .thenComparingLong(MetaverseLink::target);
  private static final Comparator<MetaverseLink> BY_TARGET =
      Comparator.comparingLong(MetaverseLink::target).thenComparing(BY_OWNER);

  private final TreeMap<Long, MetaverseObject> objects = new TreeMap<>();
  private final TreeSet<MetaverseLink> links = new TreeSet<>(BY_OWNER);
  private final TreeSet<MetaverseLink> referrers = new TreeSet<>(BY_TARGET);
  private final Map<IndexKey, TreeSet<Long>> keys = new HashMap<>();

  synchronized void put(MetaverseObject object) {
    objects.put(object.id(), object);
  }

  synchronized void remove(long id) {
    List.copyOf(owned(id)).forEach(this::remove);
    if (!referrers(id, 0, 1).isEmpty()) {
      throw new IllegalStateException(
          "metaverse object " + id + " is removed while " + referrers(id, 0, 1) + " refers to it");
    }
    objects.remove(id);
  }

  private NavigableSet<MetaverseLink> owned(long owner) {
    return links.subSet(
        new MetaverseLink(owner, 0, 0), true, new MetaverseLink(owner + 1, 0, 0), false);
  }

  synchronized void add(MetaverseLink link) {
    if (!objects.containsKey(link.owner()) || !objects.containsKey(link.target())) {
      throw new IllegalStateException(link + " has an end that is not there");
    }
    links.add(link);
    referrers.add(link);
  }

  synchronized void remove(MetaverseLink link) {
    links.remove(link);
    referrers.remove(link);
  }

  synchronized void addKey(IndexKey key, long id) {
    keys.computeIfAbsent(key, absent -> new TreeSet<>()).add(id);
  }

  synchronized void removeKey(IndexKey key, long id) {
    TreeSet<Long> ids = keys.get(key);
    if (ids != null) {
      ids.remove(id);
    }
  }

  @Override
  public synchronized List<MetaverseObject> objects(Collection<Long> ids) {
    return ids.stream().distinct().filter(objects::containsKey).map(objects::get).toList();
  }

  @Override
  public synchronized long[] byKey(IndexKey key) {
    return keys.getOrDefault(key, new TreeSet<>()).stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public synchronized List<MetaverseObject> page(long afterId, int limit) {
    return objects.tailMap(afterId, false).values().stream().limit(limit).toList();
  }

  @Override
  public synchronized long count() {
    return objects.size();
  }

  @Override
  public synchronized List<MetaverseLink> links(
      long owner, int attribute, @Nullable MetaverseLink after, int limit) {
    return owned(owner).stream()
        .filter(link -> attribute == 0 || link.attribute() == attribute)
        .filter(link -> after == null || BY_OWNER.compare(link, after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean hasLink(MetaverseLink link) {
    return links.contains(link);
  }

  @Override
  public synchronized List<MetaverseLink> referrers(long target, long afterOwner, int limit) {
    List<MetaverseLink> found = new ArrayList<>();
    for (MetaverseLink link :
        referrers.tailSet(new MetaverseLink(afterOwner + 1, 0, target), true)) {
      boolean full = found.size() >= limit && link.owner() != found.getLast().owner();
      if (link.target() != target || full) {
        break;
      }
      found.add(link);
    }
    return List.copyOf(found);
  }

  void clearKeys() {
    keys.clear();
  }
}
