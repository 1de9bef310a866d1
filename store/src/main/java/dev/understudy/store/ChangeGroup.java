// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.IndexKey;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.StepError;
import dev.understudy.engine.store.StepRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// A list of changes sorted by table: of several to one row the last counts. What an object owned
/// before it was removed is gone with it; what is put afterwards is there.
final class ChangeGroup {
  private static final Comparator<SpaceLink> LINK_ORDER =
      (first, second) -> {
        int byOwner = Long.compare(first.owner(), second.owner());
        if (byOwner != 0) {
          return byOwner;
        }
        int byAttribute = Integer.compare(first.attribute(), second.attribute());
        return byAttribute != 0 ? byAttribute : Long.compare(first.target(), second.target());
      };
  private static final Comparator<LinkChange> METAVERSE_LINK_ORDER =
      Comparator.comparingLong((LinkChange change) -> change.link().owner())
          .thenComparingInt(change -> change.link().attribute())
          .thenComparingLong(change -> change.link().target());

  private final Map<Long, Removal> removedSpaces = new TreeMap<>();
  private final Map<Long, Removal> removedMetaverse = new TreeMap<>();
  private final List<SpaceObject> spaces = new ArrayList<>();
  private final List<SpaceLink> spaceLinks = new ArrayList<>();
  private final List<MetaverseObject> metaverse = new ArrayList<>();
  private final List<LinkChange> metaverseLinks = new ArrayList<>();
  private final List<KeyChange> keys = new ArrayList<>();
  private final Map<List<Integer>, Change.PutWatermark> watermarks = new HashMap<>();
  private final Map<String, Change.PutNote> notes = new LinkedHashMap<>();
  private final Map<Long, RunRecord> runs = new TreeMap<>();
  private final Map<Long, StepRecord> steps = new TreeMap<>();
  private final List<StepError> errors = new ArrayList<>();

  private boolean clearsKeys;

  private record LinkChange(MetaverseLink link, boolean add) {}

  private record KeyChange(SearchKeyTable.Entry entry, boolean add) {}

  /// How much was in the lists of objects and of references when an object was removed.
  private record Removal(int objects, int links) {}

  /// What is put, and what is taken away.
  record Split<T>(List<T> added, List<T> removed) {
    Split() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  void add(Change change) {
    switch (change) {
      case Change.PutSpace(SpaceObject object) -> spaces.add(object);
      case Change.RemoveSpace(long id) ->
          removedSpaces.put(id, new Removal(spaces.size(), spaceLinks.size()));
      case Change.PutSpaceLink(SpaceLink link) -> spaceLinks.add(link);
      case Change.AddSpaceKey add -> addKey(add.connector(), add.key(), add.id(), true);
      case Change.RemoveSpaceKey remove ->
          addKey(remove.connector(), remove.key(), remove.id(), false);
      case Change.PutMetaverse(MetaverseObject object) -> metaverse.add(object);
      case Change.RemoveMetaverse(long id) ->
          removedMetaverse.put(id, new Removal(metaverse.size(), metaverseLinks.size()));
      case Change.AddMetaverseLink(MetaverseLink link) ->
          metaverseLinks.add(new LinkChange(link, true));
      case Change.RemoveMetaverseLink(MetaverseLink link) ->
          metaverseLinks.add(new LinkChange(link, false));
      case Change.AddMetaverseKey add ->
          addKey(SearchKeyTable.METAVERSE, add.key(), add.id(), true);
      case Change.RemoveMetaverseKey remove ->
          addKey(SearchKeyTable.METAVERSE, remove.key(), remove.id(), false);
      case Change.ClearKeys _ -> {
        keys.clear();
        clearsKeys = true;
      }
      case Change.PutWatermark put ->
          watermarks.put(List.of(put.connector(), put.partition()), put);
      case Change.PutNote put -> notes.put(put.key(), put);
      case Change.PutRun(RunRecord run) -> runs.put(run.id(), run);
      case Change.PutStep(StepRecord step) -> steps.put(step.id(), step);
      case Change.AddStepError(StepError error) -> errors.add(error);
    }
  }

  private void addKey(int space, IndexKey key, long id, boolean add) {
    keys.add(new KeyChange(new SearchKeyTable.Entry(space, key, id), add));
  }

  Set<Long> removedSpaces() {
    return removedSpaces.keySet();
  }

  Set<Long> removedMetaverse() {
    return removedMetaverse.keySet();
  }

  /// The objects to put, by identifier.
  List<SpaceObject> spaces() {
    List<SpaceObject> kept = kept(spaces, SpaceObject::id, removedSpaces, Removal::objects);
    return lastOfEach(kept, Comparator.comparingLong(SpaceObject::id));
  }

  /// The references to put or, without flags, to remove, in the order of their table.
  List<SpaceLink> spaceLinks() {
    return lastOfEach(
        kept(spaceLinks, SpaceLink::owner, removedSpaces, Removal::links), LINK_ORDER);
  }

  /// The objects to put, by identifier.
  List<MetaverseObject> metaverse() {
    List<MetaverseObject> kept =
        kept(metaverse, MetaverseObject::id, removedMetaverse, Removal::objects);
    return lastOfEach(kept, Comparator.comparingLong(MetaverseObject::id));
  }

  /// The references to add and to remove, in the order of their table.
  Split<MetaverseLink> metaverseLinks() {
    List<LinkChange> kept =
        kept(metaverseLinks, change -> change.link().owner(), removedMetaverse, Removal::links);
    Split<MetaverseLink> split = new Split<>();
    for (LinkChange change : lastOfEach(kept, METAVERSE_LINK_ORDER)) {
      (change.add() ? split.added() : split.removed()).add(change.link());
    }
    return split;
  }

  /// Whether all keys are to be forgotten before others are added.
  boolean clearsKeys() {
    return clearsKeys;
  }

  /// The keys to add and to remove, in the order of their table.
  Split<SearchKeyTable.Entry> keys() {
    Comparator<KeyChange> order =
        Comparator.comparing(KeyChange::entry, SearchKeyTable.Entry.ORDER);
    Split<SearchKeyTable.Entry> split = new Split<>();
    for (KeyChange change : lastOfEach(keys, order)) {
      (change.add() ? split.added() : split.removed()).add(change.entry());
    }
    return split;
  }

  Collection<Change.PutWatermark> watermarks() {
    return watermarks.values();
  }

  Collection<Change.PutNote> notes() {
    return notes.values();
  }

  Collection<RunRecord> runs() {
    return runs.values();
  }

  Collection<StepRecord> steps() {
    return steps.values();
  }

  List<StepError> errors() {
    return errors;
  }

  /// The items without those that were there when their object was removed.
  private static <T> List<T> kept(
      List<T> items,
      ToLongFunction<T> object,
      Map<Long, Removal> removals,
      ToIntFunction<Removal> before) {
    if (removals.isEmpty()) {
      return items;
    }
    List<T> kept = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      Removal removal = removals.get(object.applyAsLong(items.get(i)));
      if (removal == null || i >= before.applyAsInt(removal)) {
        kept.add(items.get(i));
      }
    }
    return kept;
  }

  /// Sorts, and keeps the last of those that are equal in the order.
  private static <T> List<T> lastOfEach(List<T> items, Comparator<T> order) {
    items.sort(order);
    List<T> last = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      if (i + 1 == items.size() || order.compare(items.get(i), items.get(i + 1)) != 0) {
        last.add(items.get(i));
      }
    }
    return last;
  }
}
