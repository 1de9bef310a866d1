// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an object's directory must be told so that it becomes what the rules want: the difference
/// of (imported ⊕ sent) and intent. Computed anew whenever it is asked for; nothing is queued.
/// References are not part of it: they are the rows with [SpaceLink#PENDING].
public sealed interface PendingExport {

  /// Nothing but maybe references.
  enum None implements PendingExport {
    NONE
  }

  /// Create the object with these attributes.
  record Add(Dn dn, Image attributes) implements PendingExport {}

  /// Change attributes, rename, or both.
  ///
  /// @param newDn null when the object keeps its name
  record Update(@Nullable Dn newDn, List<Difference> differences) implements PendingExport {
    public Update {
      differences = List.copyOf(differences);
    }
  }

  /// Delete the object.
  enum Delete implements PendingExport {
    DELETE
  }

  /// What changes on one attribute.
  ///
  /// @param attribute its number
  /// @param exact whether it shall have exactly the values of `after`; else only what `added` and
  ///   `removed` say shall happen
  /// @param before the values it has, as far as is known
  /// @param after the values it shall have
  /// @param added those to add
  /// @param removed those to remove
  record Difference(
      int attribute,
      boolean exact,
      List<Value> before,
      List<Value> after,
      List<Value> added,
      List<Value> removed) {}

  /// The difference for an object.
  static PendingExport of(SpaceObject object) {
    SpaceImages images = object.images();
    boolean present = images.present();
    return switch (images.intent()) {
      case Intent.Unmanaged _ -> None.NONE;
      case Intent.Gone _ -> present ? Delete.DELETE : None.NONE;
      case Intent.Exists exists when present -> update(object, exists);
      case Intent.Exists exists when object.lineage().provisioned() -> add(object, exists);
      // Rules that only join do not make an object that is not there, or not any more.
      case Intent.Exists _ -> None.NONE;
    };
  }

  private static PendingExport add(SpaceObject object, Intent.Exists exists) {
    Image.Builder attributes = new Image.Builder(exists.exact().size());
    for (int i = 0; i < exists.exact().size(); i++) {
      if (!exists.exact().values(i).isEmpty()) {
        attributes.put(exists.exact().attribute(i), exists.exact().values(i));
      }
    }
    for (int i = 0; i < exists.included().size(); i++) {
      attributes.put(exists.included().attribute(i), exists.included().values(i));
    }
    Dn dn = exists.dn();
    return new Add(dn == null ? object.identity().dn() : dn, attributes.build());
  }

  private static PendingExport update(SpaceObject object, Intent.Exists exists) {
    Image expected = object.images().expected();
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < exists.exact().size(); i++) {
      int attribute = exists.exact().attribute(i);
      List<Value> after = exists.exact().values(i);
      List<Value> before = expected.get(attribute);
      if (!Image.sameValues(before, after)) {
        differences.add(
            new Difference(
                attribute, true, before, after, minus(after, before), minus(before, after)));
      }
    }
    addMerged(expected, exists, differences);
    Dn newDn = rename(object, exists);
    return differences.isEmpty() && newDn == null ? None.NONE : new Update(newDn, differences);
  }

  private static void addMerged(
      Image expected, Intent.Exists exists, List<Difference> differences) {
    Set<Integer> attributes = new HashSet<>();
    for (int i = 0; i < exists.included().size(); i++) {
      attributes.add(exists.included().attribute(i));
    }
    for (int i = 0; i < exists.excluded().size(); i++) {
      attributes.add(exists.excluded().attribute(i));
    }
    for (int attribute : attributes) {
      List<Value> before = expected.get(attribute);
      List<Value> added = minusIgnoringCase(exists.included().get(attribute), before);
      List<Value> removed = new ArrayList<>(exists.excluded().get(attribute));
      removed.retainAll(before);
      if (!added.isEmpty() || !removed.isEmpty()) {
        List<Value> after = new ArrayList<>(before);
        after.removeAll(removed);
        after.addAll(added);
        differences.add(
            new Difference(
                attribute, false, before, List.copyOf(after), added, List.copyOf(removed)));
      }
    }
  }

  /// The name the object must get, null when it has it. Names that differ only in case are one.
  private static @Nullable Dn rename(SpaceObject object, Intent.Exists exists) {
    Dn sent = object.images().sent().dn();
    Dn now = sent == null ? object.identity().dn() : sent;
    Dn wanted = exists.dn();
    return wanted == null || wanted.equals(now) ? null : wanted;
  }

  private static List<Value> minus(List<Value> from, List<Value> what) {
    List<Value> rest = new ArrayList<>(from);
    rest.removeAll(new HashSet<>(what));
    return List.copyOf(rest);
  }

  private static List<Value> minusIgnoringCase(List<Value> from, List<Value> what) {
    Set<Object> known = new HashSet<>();
    what.forEach(value -> known.add(folded(value)));
    return from.stream().filter(value -> !known.contains(folded(value))).toList();
  }

  private static Object folded(Value value) {
    return value instanceof Value.Text(String text) ? text.toLowerCase(Locale.ROOT) : value;
  }
}
