// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.AttributeChange;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A change record of LDIF (RFC 2849).
sealed interface LdifChange {

  /// The name of the object before the change.
  Dn dn();

  /// A new entry; its lines begin at `firstLine` of the record.
  record Add(Dn dn, int firstLine) implements LdifChange {}

  /// Values that changed, those of wanted attributes only, one change per attribute.
  record Modify(Dn dn, List<AttributeChange> changes) implements LdifChange {}

  /// Another name.
  ///
  /// @param changes of the naming attributes
  record Rename(Dn dn, Dn newDn, List<AttributeChange> changes) implements LdifChange {}

  /// No longer there.
  record Delete(Dn dn) implements LdifChange {}

  /// The change that a record describes; a record without a change type is a new entry.
  static LdifChange of(LdifRecords record, LdifAttributes wanted) throws Unreadable {
    Dn dn = LdifEntries.dn(record);
    int at = 1;
    while (at < record.lines() && record.isNamed(at, "control")) {
      at++;
    }
    if (at >= record.lines() || !record.isNamed(at, "changetype")) {
      return new Add(dn, at);
    }
    String type = record.text(at).toLowerCase(Locale.ROOT);
    return switch (type) {
      case "add" -> new Add(dn, at + 1);
      case "delete" -> new Delete(dn);
      case "modify" -> new Modify(dn, new Modifications(record, wanted).read(at + 1));
      case "modrdn", "moddn" -> rename(record, at + 1, dn, wanted);
      default ->
          throw new Unreadable(
              "invalid-change-type",
              "line %d: expected add, delete, modify, modrdn or moddn, found \"%s\""
                  .formatted(record.lineNumber(at), type));
    };
  }

  private static LdifChange rename(LdifRecords record, int from, Dn dn, LdifAttributes wanted)
      throws Unreadable {
    String newRdn = null;
    boolean deleteOld = false;
    String newSuperior = null;
    for (int i = from; i < record.lines(); i++) {
      if (record.isNamed(i, "newrdn")) {
        newRdn = record.text(i);
      } else if (record.isNamed(i, "deleteoldrdn")) {
        deleteOld = record.text(i).equals("1");
      } else if (record.isNamed(i, "newsuperior")) {
        newSuperior = record.text(i);
      }
    }
    if (newRdn == null) {
      throw new Unreadable(
          "parse-error",
          "line %d: a %s needs a newrdn".formatted(record.lineNumber(from - 1), "modrdn"));
    }
    try {
      Dn above = newSuperior == null ? dn.parent().orElse(Dn.of("")) : Dn.of(newSuperior);
      Dn newDn = Dn.of(newRdn, above);
      return new Rename(dn, newDn, namingChanges(dn, newDn, deleteOld, wanted));
    } catch (DnSyntaxException e) {
      throw new Unreadable(
          "dn-not-ldap-conformant",
          "line %d: %s".formatted(record.lineNumber(from), e.getMessage()));
    }
  }

  private static List<AttributeChange> namingChanges(
      Dn before, Dn after, boolean deleteOld, LdifAttributes wanted) {
    Map<String, AttributeChange> changes = new LinkedHashMap<>();
    if (deleteOld) {
      for (Dn.RdnPart part : before.rdnParts()) {
        wanted
            .definition(part.type())
            .map(AttributeDefinition::name)
            .ifPresent(name ->
                merge(
                    changes,
                    new AttributeChange.Update(name, List.of(), List.of(Value.of(part.value())))));
      }
    }
    for (Dn.RdnPart part : after.rdnParts()) {
      wanted
          .definition(part.type())
          .map(AttributeDefinition::name)
          .ifPresent(name ->
              merge(
                  changes,
                  new AttributeChange.Update(name, List.of(Value.of(part.value())), List.of())));
    }
    return List.copyOf(changes.values());
  }

  /// Adds a later change of the same object to earlier ones, so that there is one per attribute.
  static void merge(Map<String, AttributeChange> changes, AttributeChange later) {
    changes.merge(later.name(), later, LdifChange::after);
  }

  private static AttributeChange after(AttributeChange first, AttributeChange then) {
    return switch (then) {
      case AttributeChange.Replace replace -> replace;
      case AttributeChange.Update(String name, List<Value> added, List<Value> removed) ->
          switch (first) {
            case AttributeChange.Replace(String _, List<Value> values) -> {
              Set<Value> result = new LinkedHashSet<>(values);
              removed.forEach(result::remove);
              result.addAll(added);
              yield new AttributeChange.Replace(name, List.copyOf(result));
            }
            case AttributeChange.Update(String _, List<Value> came, List<Value> went) -> {
              Set<Value> allAdded = new LinkedHashSet<>(came);
              Set<Value> allRemoved = new LinkedHashSet<>(went);
              removed.forEach(allAdded::remove);
              allRemoved.addAll(removed);
              added.forEach(allRemoved::remove);
              allAdded.addAll(added);
              yield new AttributeChange.Update(
                  name, List.copyOf(allAdded), List.copyOf(allRemoved));
            }
          };
    };
  }

  /// Reads the modifications of a record, which are separated by lines of one hyphen.
  record Modifications(LdifRecords record, LdifAttributes wanted) {

    List<AttributeChange> read(int from) throws Unreadable {
      Map<String, AttributeChange> changes = new LinkedHashMap<>();
      int at = from;
      while (at < record.lines()) {
        int end = at + 1;
        while (end < record.lines() && record.form(end) != LdifRecords.Form.DASH) {
          end++;
        }
        Optional<AttributeChange> one = one(at, end);
        if (one.isPresent()) {
          merge(changes, one.get());
        }
        at = end + 1;
      }
      return List.copyOf(changes.values());
    }

    private Optional<AttributeChange> one(int at, int end) throws Unreadable {
      if (record.form(at) == LdifRecords.Form.BROKEN) {
        throw record.broken(at);
      }
      AttributeDefinition definition = wanted.definition(record.text(at)).orElse(null);
      List<Value> values = new ArrayList<>();
      for (int i = at + 1; i < end; i++) {
        if (definition == null) {
          continue;
        }
        if (!definition.equals(wanted.definition(record, i))) {
          throw new Unreadable(
              "parse-error",
              "line %d: expected a value of %s, found \"%s\""
                  .formatted(record.lineNumber(i), definition.name(), record.name(i)));
        }
        values.add(LdifAttributes.value(definition, record, i));
      }
      return definition == null ? Optional.empty() : Optional.of(change(at, definition, values));
    }

    private AttributeChange change(int at, AttributeDefinition definition, List<Value> values)
        throws Unreadable {
      String name = definition.name();
      String operation = record.name(at).toLowerCase(Locale.ROOT);
      return switch (operation) {
        case "add" -> new AttributeChange.Update(name, values, List.of());
        case "replace" -> new AttributeChange.Replace(name, values);
        case "delete" ->
            values.isEmpty()
                ? new AttributeChange.Replace(name, List.of())
                : new AttributeChange.Update(name, List.of(), values);
        default ->
            throw new Unreadable(
                "invalid-modification-type",
                "line %d: expected add, delete or replace, found \"%s\""
                    .formatted(record.lineNumber(at), operation));
      };
    }
  }
}
