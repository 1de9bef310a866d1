// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.connector.AttributeChange;
import dev.understudy.engine.run.imports.Report.Links;
import dev.understudy.engine.space.Image;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Values as a connector reports them become a picture and references.
final class ReportedValues {
  /// No directory in scope holds longer ones; a larger value is a mistake of a source.
  private static final int TEXT_CHARS_MAX = 1 << 20;

  private static final int BINARY_BYTES_MAX = 10 << 20;

  private final ImportSession session;

  ReportedValues(ImportSession session) {
    this.session = session;
  }

  /// What was reported: the attributes, the references, and which attributes were spoken of.
  record Reported(Image values, Links links, Set<Integer> named) {}

  /// All of an object.
  Reported whole(Attributes attributes) throws InvalidValueException {
    Image.Builder values = new Image.Builder(attributes.map().size());
    Map<Integer, long[]> sets = new TreeMap<>();
    for (Map.Entry<String, List<Value>> entry : attributes.map().entrySet()) {
      int attribute = session.number(entry.getKey());
      List<Value> list = entry.getValue();
      if (isReference(attribute, list)) {
        sets.put(attribute, targets(entry.getKey(), list));
      } else if (!list.isEmpty()) {
        check(entry.getKey(), list);
        values.put(attribute, list);
      }
    }
    Links links = sets.isEmpty() ? Links.NONE : new Links(sets, Map.of(), Map.of());
    return new Reported(values.build(), links, Set.of());
  }

  /// Some changes on top of what is known.
  Reported changed(Image known, List<AttributeChange> changes) throws InvalidValueException {
    Image.Builder values = new Image.Builder(changes.size());
    Map<Integer, long[]> sets = new TreeMap<>();
    Map<Integer, long[]> added = new TreeMap<>();
    Map<Integer, long[]> removed = new TreeMap<>();
    Set<Integer> named = new HashSet<>();
    for (AttributeChange change : changes) {
      int attribute = session.number(change.name());
      named.add(attribute);
      switch (change) {
        case AttributeChange.Replace(String name, List<Value> list) -> {
          if (isReference(attribute, list)) {
            sets.put(attribute, targets(name, list));
          } else {
            check(name, list);
            values.put(attribute, list);
          }
        }
        case AttributeChange.Update update -> {
          if (isReference(attribute, update.added()) || isReference(attribute, update.removed())) {
            added.put(attribute, targets(update.name(), update.added()));
            removed.put(attribute, knownTargets(update.removed()));
          } else {
            check(update.name(), update.added());
            values.put(attribute, updated(known.get(attribute), update));
          }
        }
      }
    }
    return new Reported(
        known.overlaid(values.build()), new Links(sets, added, removed), Set.copyOf(named));
  }

  private static List<Value> updated(List<Value> known, AttributeChange.Update update) {
    Set<Value> values = new LinkedHashSet<>(known);
    update.removed().forEach(values::remove);
    values.addAll(update.added());
    return List.copyOf(values);
  }

  private boolean isReference(int attribute, List<Value> list) {
    if (session.isReference(attribute)) {
      return true;
    }
    if (!list.isEmpty() && list.getFirst() instanceof Value.Reference) {
      session.isReferenceToo(attribute);
      return true;
    }
    return false;
  }

  /// The objects that are referred to, ascending and each once. One that is not known becomes a
  /// placeholder.
  private long[] targets(String name, List<Value> references) throws InvalidValueException {
    long[] targets = new long[references.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = session.idOrPlaceholder(dn(name, references.get(i)));
    }
    return distinct(targets);
  }

  private static Dn dn(String name, Value value) throws InvalidValueException {
    if (value instanceof Value.Reference(Dn dn)) {
      return dn;
    }
    throw new InvalidValueException(
        "attribute %s: \"%s\" is no reference, but the schema says it is one"
            .formatted(name, shortened(value)));
  }

  /// As [#targets], but what is not known is left out: it cannot be removed.
  private long[] knownTargets(List<Value> references) {
    List<Long> known = new ArrayList<>(references.size());
    for (Value value : references) {
      if (value instanceof Value.Reference(Dn dn)) {
        long id = session.names().idOf(dn.key());
        if (id != 0) {
          known.add(id);
        }
      }
    }
    return distinct(known.stream().mapToLong(Long::longValue).toArray());
  }

  private static long[] distinct(long[] ids) {
    Arrays.sort(ids);
    int size = 0;
    for (int i = 0; i < ids.length; i++) {
      if (i == 0 || ids[i] != ids[i - 1]) {
        ids[size++] = ids[i];
      }
    }
    return size == ids.length ? ids : Arrays.copyOf(ids, size);
  }

  private static void check(String name, List<Value> values) throws InvalidValueException {
    for (Value value : values) {
      String problem =
          switch (value) {
            case Value.Text(String text) when text.length() > TEXT_CHARS_MAX ->
                "has a text of " + text.length() + " characters, at most " + TEXT_CHARS_MAX;
            case Value.Binary(byte[] bytes) when bytes.length > BINARY_BYTES_MAX ->
                "has " + bytes.length + " bytes, at most " + BINARY_BYTES_MAX;
            case Value.Reference _ -> "mixes references with other values; only one kind";
            case Value.Text _, Value.Binary _, Value.Int64 _, Value.Bool _ -> "";
          };
      if (!problem.isEmpty()) {
        throw new InvalidValueException("attribute %s %s can be taken".formatted(name, problem));
      }
    }
  }

  private static String shortened(Value value) {
    String text = value.toString();
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
