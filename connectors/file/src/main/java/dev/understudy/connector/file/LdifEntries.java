// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadScope;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes objects of the entries of one read scope.
final class LdifEntries {
  private final Set<String> objectTypes;
  private final LdifTypes types;
  private final LdifAttributes attributes;
  private final @Nullable AttributeDefinition anchor;
  private final String anchorName;

  LdifEntries(LdifSettings settings, Schema schema, ReadScope scope) {
    objectTypes = scope.objectTypes();
    types = new LdifTypes(settings.types());
    anchor = LdifSchema.anchor(settings, schema);
    anchorName = settings.anchorAttribute().toLowerCase(Locale.ROOT);
    attributes =
        new LdifAttributes(
            scope.attributes().stream().flatMap(name -> schema.attribute(name).stream()).toList());
  }

  /// The wanted attributes of an entry or a modification.
  LdifAttributes attributes() {
    return attributes;
  }

  /// The object that lines `from` and later describe; empty when its type is not in scope.
  Optional<ImportedChange.Present> read(LdifRecords record, int from) throws Unreadable {
    Dn dn = dn(record);
    String type = types.typeOf(record, from);
    if (type == null || !objectTypes.contains(type)) {
      return Optional.empty();
    }
    Attributes values = attributes.read(record, from);
    return Optional.of(new ImportedChange.Present(anchor(record, from, dn), dn, type, values));
  }

  /// The name of the record's object.
  static Dn dn(LdifRecords record) throws Unreadable {
    if (!record.isNamed(0, "dn")) {
      throw new Unreadable(
          "missing-dn", "line %d: a record begins with \"dn:\"".formatted(record.lineNumber(0)));
    }
    return parse(record, 0);
  }

  /// The value of line `i`, a DN.
  static Dn parse(LdifRecords record, int i) throws Unreadable {
    String text = record.text(i);
    try {
      return Dn.of(text);
    } catch (DnSyntaxException e) {
      throw new Unreadable(
          "dn-not-ldap-conformant", "line %d: %s".formatted(record.lineNumber(i), e.getMessage()));
    }
  }

  /// The name of the record's object; null when it has none.
  static @Nullable Dn dnOrNull(LdifRecords record) {
    try {
      return dn(record);
    } catch (Unreadable e) {
      return null;
    }
  }

  /// The text of the record's DN for messages, as far as it can be read.
  static @Nullable String dnForMessage(LdifRecords record) {
    try {
      return record.isNamed(0, "dn") ? record.text(0) : null;
    } catch (Unreadable e) {
      return null;
    }
  }

  /// The anchor of the object that lines `from` and later describe.
  Anchor anchor(LdifRecords record, int from, Dn dn) throws Unreadable {
    byte[] bytes = anchor == null ? dnBytes(dn) : anchorBytes(anchor, record, from);
    if (bytes.length == 0 || bytes.length > Anchor.BYTES_MAX) {
      throw new Unreadable(
          bytes.length == 0 ? "missing-anchor-component" : "anchor-too-long",
          "line %d: the anchor has %d bytes; expected 1 to %d"
              .formatted(record.lineNumber(0), bytes.length, Anchor.BYTES_MAX));
    }
    return new Anchor(bytes);
  }

  static byte[] dnBytes(Dn dn) {
    return dn.normalized().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] anchorBytes(AttributeDefinition definition, LdifRecords record, int from)
      throws Unreadable {
    int found = -1;
    for (int i = from; i < record.lines(); i++) {
      if (record.isNamed(i, anchorName)) {
        if (found >= 0) {
          throw new Unreadable(
              "multi-valued-anchor-component",
              "line %d: a second value of the anchor %s"
                  .formatted(record.lineNumber(i), definition.name()));
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new Unreadable(
          "missing-anchor-component",
          "line %d: the entry has no %s; set \"anchor-attribute\" to an attribute that every entry"
                  .formatted(record.lineNumber(0), definition.name())
              + " has, or to dn");
    }
    return record.binary(found);
  }
}
