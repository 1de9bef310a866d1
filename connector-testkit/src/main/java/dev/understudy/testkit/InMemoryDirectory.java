// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.schema.Schema;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A directory in memory: a tree of named objects with anchors that it gives itself, a schema that
/// it enforces, references that follow their targets, and a memory of what changed. Several
/// connectors may work on one directory at the same time; every method is atomic.
///
/// Anchors are numbers in order of creation, so that the same calls make the same directory.
public final class InMemoryDirectory {
  private final Schema schema;
  private final List<Dn> bases;
  private final boolean followsReferences;
  private final DirectoryCheck check;
  private final Map<Anchor, StoredObject> byAnchor = new LinkedHashMap<>();
  private final Map<Dn, Anchor> byDn = new HashMap<>();
  private final Map<Dn, Set<Anchor>> children = new HashMap<>();
  private final Map<Dn, Set<Anchor>> referrers = new HashMap<>();
  private final Map<Anchor, Dn> tombstones = new HashMap<>();
  private final ChangeLog log = new ChangeLog();
  private long created;

  /// An empty directory.
  ///
  /// @param schema what it can hold
  /// @param bases the names at the top, which need not be objects; none for flat names without a
  ///   tree
  /// @param followsReferences whether references must point to objects, are renamed with them and
  ///   vanish with them, as in Active Directory
  public InMemoryDirectory(Schema schema, List<Dn> bases, boolean followsReferences) {
    this.schema = schema;
    this.bases = List.copyOf(bases);
    this.followsReferences = followsReferences;
    this.check = new DirectoryCheck(schema);
  }

  /// What it can hold.
  public Schema schema() {
    return schema;
  }

  /// The names at the top.
  public List<Dn> bases() {
    return bases;
  }

  /// All objects, in order of creation.
  public synchronized List<StoredObject> objects() {
    return List.copyOf(byAnchor.values());
  }

  /// The object of that name.
  public synchronized Optional<StoredObject> find(Dn dn) {
    return Optional.ofNullable(byDn.get(dn)).map(byAnchor::get);
  }

  /// The object of that anchor.
  public synchronized Optional<StoredObject> find(Anchor anchor) {
    return Optional.ofNullable(byAnchor.get(anchor));
  }

  /// Does one write, as a person with all rights would.
  public synchronized ExportOutcome apply(ObjectDelta delta) {
    return switch (delta) {
      case ObjectDelta.Add add -> add(add);
      case ObjectDelta.Modify modify -> modify(modify);
      case ObjectDelta.Delete delete -> delete(delete);
    };
  }

  /// Forgets all changes up to now: watermarks taken so far ask for a full read.
  public synchronized void forgetChanges() {
    log.forget();
  }

  /// What is there at this moment, or what changed since an earlier one.
  ///
  /// @param sequence the moment of this snapshot
  /// @param objects as they are
  /// @param deleted anchor and last name of those that are gone
  record Snapshot(long sequence, Collection<StoredObject> objects, Map<Anchor, Dn> deleted) {}

  synchronized Snapshot everything() {
    return new Snapshot(log.last(), List.copyOf(byAnchor.values()), Map.of());
  }

  synchronized Optional<Snapshot> since(long sequence) {
    return log.since(sequence).map(this::snapshot);
  }

  private Snapshot snapshot(Collection<Anchor> changed) {
    List<StoredObject> objects = new ArrayList<>();
    Map<Anchor, Dn> deleted = new LinkedHashMap<>();
    for (Anchor anchor : changed) {
      StoredObject object = byAnchor.get(anchor);
      Dn lastName = tombstones.get(anchor);
      if (object != null) {
        objects.add(object);
      } else if (lastName != null) {
        deleted.put(anchor, lastName);
      }
    }
    return new Snapshot(log.last(), objects, deleted);
  }

  private ExportOutcome add(ObjectDelta.Add add) {
    Anchor there = byDn.get(add.dn());
    if (there != null) {
      StoredObject object = object(there);
      return object.objectType().equals(add.objectType()) && holds(object, add)
          ? new ExportOutcome.Accepted(there, null)
          : new ExportOutcome.Exists("there is another object called " + add.dn());
    }
    if (!hasPlace(add.dn())) {
      return new ExportOutcome.Dependency(
          "non-existent-parent", "there is nothing above " + add.dn());
    }
    Anchor anchor = Anchor.of("%08d".formatted(created + 1));
    StoredObject object = new StoredObject(anchor, add.dn(), add.objectType(), add.attributes());
    Optional<ExportOutcome> refusal = check.refusal(object).or(() -> danglingIn(object));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    created++;
    put(object);
    return new ExportOutcome.Accepted(anchor, null);
  }

  private static boolean holds(StoredObject object, ObjectDelta.Add add) {
    for (String name : add.attributes().names()) {
      if (!new HashSet<>(object.attributes().get(name)).containsAll(add.attributes().get(name))) {
        return false;
      }
    }
    return true;
  }

  private ExportOutcome modify(ObjectDelta.Modify modify) {
    StoredObject before = byAnchor.get(modify.anchor());
    if (before == null) {
      return new ExportOutcome.Missing("there is no object " + modify.anchor());
    }
    Dn newDn = modify.newDn();
    if (newDn != null && !newDn.equals(before.dn())) {
      if (byDn.containsKey(newDn)) {
        return new ExportOutcome.Rejected(
            "rename-to-existing-dn", "there is another object called " + newDn);
      }
      if (!hasPlace(newDn) || newDn.isWithin(before.dn())) {
        return new ExportOutcome.Dependency(
            "non-existent-parent", "there is no place for " + newDn);
      }
    }
    StoredObject after = newDn == null ? before : before.named(newDn);
    for (AttributeChange change : modify.changes()) {
      after = after.with(change.name(), changed(after.attributes().get(change.name()), change));
    }
    StoredObject result = after;
    Optional<ExportOutcome> refusal = check.refusal(result).or(() -> danglingIn(result));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    replace(before, result);
    return ExportOutcome.Accepted.PLAIN;
  }

  private static List<Value> changed(List<Value> before, AttributeChange change) {
    return switch (change) {
      case AttributeChange.Replace(String _, List<Value> values) -> values;
      case AttributeChange.Update(String _, List<Value> added, List<Value> removed) -> {
        Set<Value> values = new LinkedHashSet<>(before);
        removed.forEach(values::remove);
        values.addAll(added);
        yield List.copyOf(values);
      }
    };
  }

  private ExportOutcome delete(ObjectDelta.Delete delete) {
    StoredObject object = byAnchor.get(delete.anchor());
    if (object == null) {
      return new ExportOutcome.Missing("there is no object " + delete.anchor());
    }
    if (!children.getOrDefault(object.dn(), Set.of()).isEmpty()) {
      return new ExportOutcome.Rejected("cd-error", object.dn() + " has objects below it");
    }
    remove(object);
    byAnchor.remove(object.anchor());
    tombstones.put(object.anchor(), object.dn());
    log.add(object.anchor());
    if (followsReferences) {
      forEachReferrer(object.dn(), (referrer, name) -> dropReference(referrer, name, object.dn()));
    }
    return ExportOutcome.Accepted.PLAIN;
  }

  /// Puts the changed object in place; below a renamed one everything is renamed with it.
  private void replace(StoredObject before, StoredObject after) {
    if (before.equals(after) && before.dn().text().equals(after.dn().text())) {
      return;
    }
    remove(before);
    put(after);
    if (before.dn().equals(after.dn())) {
      return;
    }
    for (Anchor child : List.copyOf(children.getOrDefault(before.dn(), Set.of()))) {
      StoredObject below = object(child);
      replace(below, below.named(Dn.of(below.dn().rdn(), after.dn())));
    }
    if (followsReferences) {
      forEachReferrer(
          before.dn(),
          (referrer, name) -> {
            List<Value> values = new ArrayList<>(referrer.attributes().get(name));
            values.replaceAll(
                value -> value.equals(Value.of(before.dn())) ? Value.of(after.dn()) : value);
            replace(referrer, referrer.with(name, values));
          });
    }
  }

  private void dropReference(StoredObject referrer, String name, Dn dn) {
    List<Value> values = new ArrayList<>(referrer.attributes().get(name));
    values.remove(Value.of(dn));
    replace(referrer, referrer.with(name, values));
  }

  private interface ReferrerVisitor {
    void visit(StoredObject referrer, String attribute);
  }

  private void forEachReferrer(Dn target, ReferrerVisitor visitor) {
    for (Anchor anchor : List.copyOf(referrers.getOrDefault(target, Set.of()))) {
      for (String name : List.copyOf(object(anchor).attributes().names())) {
        if (object(anchor).attributes().get(name).contains(Value.of(target))) {
          visitor.visit(object(anchor), name);
        }
      }
    }
  }

  private StoredObject object(Anchor anchor) {
    StoredObject object = byAnchor.get(anchor);
    if (object == null) {
      throw new IllegalStateException("an index names " + anchor + ", which is not there");
    }
    return object;
  }

  private void put(StoredObject object) {
    byAnchor.put(object.anchor(), object);
    byDn.put(object.dn(), object.anchor());
    object.dn().parent().ifPresent(above -> index(children, above, object.anchor()));
    targets(object).forEach(target -> index(referrers, target, object.anchor()));
    log.add(object.anchor());
  }

  private void remove(StoredObject object) {
    byDn.remove(object.dn());
    object.dn().parent().ifPresent(above -> unindex(children, above, object.anchor()));
    targets(object).forEach(target -> unindex(referrers, target, object.anchor()));
  }

  private static void index(Map<Dn, Set<Anchor>> index, Dn key, Anchor anchor) {
    index.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(anchor);
  }

  private static void unindex(Map<Dn, Set<Anchor>> index, Dn key, Anchor anchor) {
    Set<Anchor> anchors = index.get(key);
    if (anchors != null && anchors.remove(anchor) && anchors.isEmpty()) {
      index.remove(key);
    }
  }

  private static Set<Dn> targets(StoredObject object) {
    Set<Dn> targets = new HashSet<>();
    for (List<Value> values : object.attributes().map().values()) {
      for (Value value : values) {
        if (value instanceof Value.Reference(Dn dn)) {
          targets.add(dn);
        }
      }
    }
    return targets;
  }

  private Optional<ExportOutcome> danglingIn(StoredObject object) {
    if (followsReferences) {
      for (Dn target : targets(object)) {
        if (!byDn.containsKey(target) && !target.equals(object.dn())) {
          return Optional.of(
              new ExportOutcome.Dependency(
                  "dn-attributes-failure", "there is no object " + target));
        }
      }
    }
    return Optional.empty();
  }

  private boolean hasPlace(Dn dn) {
    if (bases.isEmpty() || bases.contains(dn)) {
      return true;
    }
    Optional<Dn> above = dn.parent();
    return above.isPresent() && (bases.contains(above.get()) || byDn.containsKey(above.get()));
  }
}
