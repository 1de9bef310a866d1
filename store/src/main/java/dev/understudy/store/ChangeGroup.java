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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Changes that may be applied table by table, whatever their order in the list was: of several to
/// one row the last counts, and what a removed object owned is gone with it. The one thing that
/// needs the order is an object, or a reference of it, that is put after the object was removed;
/// such a change is not accepted and begins the next group.
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

  private final Set<Long> removedSpaces = new HashSet<>();
  private final Set<Long> removedMetaverse = new HashSet<>();
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

  private record LinkChange(MetaverseLink link, boolean add) {}

  private record KeyChange(SearchKeyTable.Entry entry, boolean add) {}

  /// What is put, and what is taken away.
  record Split<T>(List<T> added, List<T> removed) {
    Split() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /// Whether the change may join the group.
  boolean accepts(Change change) {
    return switch (change) {
      case Change.PutSpace(SpaceObject object) -> !removedSpaces.contains(object.id());
      case Change.PutSpaceLink(SpaceLink link) -> !removedSpaces.contains(link.owner());
      case Change.PutMetaverse(MetaverseObject object) -> !removedMetaverse.contains(object.id());
      case Change.AddMetaverseLink(MetaverseLink link) -> !removedMetaverse.contains(link.owner());
      case Change.RemoveSpace _,
          Change.AddSpaceKey _,
          Change.RemoveSpaceKey _,
          Change.RemoveMetaverse _,
          Change.RemoveMetaverseLink _,
          Change.AddMetaverseKey _,
          Change.RemoveMetaverseKey _,
          Change.PutWatermark _,
          Change.PutNote _,
          Change.PutRun _,
          Change.PutStep _,
          Change.AddStepError _ ->
          true;
    };
  }

  void add(Change change) {
    switch (change) {
      case Change.PutSpace(SpaceObject object) -> spaces.add(object);
      case Change.RemoveSpace(long id) -> removedSpaces.add(id);
      case Change.PutSpaceLink(SpaceLink link) -> spaceLinks.add(link);
      case Change.AddSpaceKey add -> addKey(add.connector(), add.key(), add.id(), true);
      case Change.RemoveSpaceKey remove ->
          addKey(remove.connector(), remove.key(), remove.id(), false);
      case Change.PutMetaverse(MetaverseObject object) -> metaverse.add(object);
      case Change.RemoveMetaverse(long id) -> removedMetaverse.add(id);
      case Change.AddMetaverseLink(MetaverseLink link) ->
          metaverseLinks.add(new LinkChange(link, true));
      case Change.RemoveMetaverseLink(MetaverseLink link) ->
          metaverseLinks.add(new LinkChange(link, false));
      case Change.AddMetaverseKey add ->
          addKey(SearchKeyTable.METAVERSE, add.key(), add.id(), true);
      case Change.RemoveMetaverseKey remove ->
          addKey(SearchKeyTable.METAVERSE, remove.key(), remove.id(), false);
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
    return removedSpaces;
  }

  Set<Long> removedMetaverse() {
    return removedMetaverse;
  }

  /// The objects to put, by identifier.
  List<SpaceObject> spaces() {
    spaces.removeIf(object -> removedSpaces.contains(object.id()));
    return lastOfEach(spaces, Comparator.comparingLong(SpaceObject::id));
  }

  /// The references to put or, without flags, to remove, in the order of their table.
  List<SpaceLink> spaceLinks() {
    if (!removedSpaces.isEmpty()) {
      spaceLinks.removeIf(link -> removedSpaces.contains(link.owner()));
    }
    return lastOfEach(spaceLinks, LINK_ORDER);
  }

  /// The objects to put, by identifier.
  List<MetaverseObject> metaverse() {
    metaverse.removeIf(object -> removedMetaverse.contains(object.id()));
    return lastOfEach(metaverse, Comparator.comparingLong(MetaverseObject::id));
  }

  /// The references to add and to remove, in the order of their table.
  Split<MetaverseLink> metaverseLinks() {
    if (!removedMetaverse.isEmpty()) {
      metaverseLinks.removeIf(change -> removedMetaverse.contains(change.link().owner()));
    }
    Split<MetaverseLink> split = new Split<>();
    for (LinkChange change : lastOfEach(metaverseLinks, METAVERSE_LINK_ORDER)) {
      (change.add() ? split.added() : split.removed()).add(change.link());
    }
    return split;
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
