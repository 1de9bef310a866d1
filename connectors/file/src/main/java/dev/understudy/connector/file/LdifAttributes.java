// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.schema.AttributeDefinition;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes values of the lines of a record, for the attributes that are asked for. Names are found by
/// their bytes, without a string for each line.
final class LdifAttributes {
  private static final String BINARY_OPTION = ";binary";
  private final @Nullable Slot[] table;

  LdifAttributes(Collection<AttributeDefinition> wanted) {
    table = new @Nullable Slot[Integer.highestOneBit(Math.max(8, wanted.size() * 8))];
    for (AttributeDefinition definition : wanted) {
      put(new Slot(definition, lowerBytes(definition.name())));
      put(new Slot(definition, lowerBytes(definition.name() + BINARY_OPTION)));
    }
  }

  /// The wanted attributes that lines `from` and later hold. A line that is none of LDIF, or a
  /// value that does not fit its type, makes the whole record unreadable.
  Attributes read(LdifRecords record, int from) throws Unreadable {
    Map<String, List<Value>> map = new LinkedHashMap<>();
    for (int i = from; i < record.lines(); i++) {
      Slot slot = find(record, i);
      if (slot == null) {
        checkForm(record, i);
      } else {
        add(map, slot.definition, value(slot.definition, record, i), record.lineNumber(i));
      }
    }
    return new Attributes(map);
  }

  /// A single value is in a list of its own kind, which most lists stay; more are in one that
  /// grows.
  private static void add(
      Map<String, List<Value>> map, AttributeDefinition definition, Value value, long line)
      throws Unreadable {
    List<Value> known = map.get(definition.name());
    if (known == null) {
      map.put(definition.name(), List.of(value));
    } else if (!definition.multiValued()) {
      throw new Unreadable(
          "multi-single-mismatch",
          ("line %d: a second value of %s, which has one value at most;"
                  + " list it in \"multi-valued-attributes\" if that is meant")
              .formatted(line, definition.name()));
    } else if (known.size() == 1) {
      List<Value> growing = new ArrayList<>();
      growing.add(known.getFirst());
      growing.add(value);
      map.put(definition.name(), growing);
    } else {
      known.add(value);
    }
  }

  /// The definition of the attribute called so; empty when it is not wanted.
  Optional<AttributeDefinition> definition(String name) {
    byte[] bytes = lowerBytes(name);
    return Optional.ofNullable(find(bytes, 0, bytes.length)).map(Slot::definition);
  }

  /// The definition of the attribute on line `i`; null when it is not wanted.
  @Nullable AttributeDefinition definition(LdifRecords record, int i) {
    Slot slot = find(record, i);
    return slot == null ? null : slot.definition;
  }

  /// The value on line `i`.
  static Value value(AttributeDefinition definition, LdifRecords record, int i) throws Unreadable {
    return switch (definition.type()) {
      case STRING -> Value.of(record.text(i));
      case NUMBER -> number(record, i);
      case BOOLEAN -> bool(record, i);
      case BINARY -> Value.of(record.binary(i));
      case REFERENCE -> reference(record, i);
    };
  }

  private static Value number(LdifRecords record, int i) throws Unreadable {
    String text = record.text(i);
    try {
      return Value.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw unfit(record, i, "invalid-numeric-value", "a whole number of 64 bits", text);
    }
  }

  private static Value bool(LdifRecords record, int i) throws Unreadable {
    String text = record.text(i);
    if (text.equalsIgnoreCase("TRUE")) {
      return Value.Bool.TRUE;
    }
    if (text.equalsIgnoreCase("FALSE")) {
      return Value.Bool.FALSE;
    }
    throw unfit(record, i, "invalid-boolean-value", "TRUE or FALSE", text);
  }

  private static Value reference(LdifRecords record, int i) throws Unreadable {
    String text = record.text(i);
    try {
      return Value.of(Dn.of(text));
    } catch (DnSyntaxException e) {
      throw unfit(record, i, "reference-value-not-ldap-conformant", "a DN", text);
    }
  }

  private static Unreadable unfit(
      LdifRecords record, int i, String error, String expected, String found) {
    return new Unreadable(
        error,
        "line %d: %s: expected %s, found \"%s\""
            .formatted(record.lineNumber(i), record.name(i), expected, found));
  }

  private static void checkForm(LdifRecords record, int i) throws Unreadable {
    switch (record.form(i)) {
      case PLAIN, BASE64, URL -> {
        // Whatever it holds, nobody asked for it.
      }
      case DASH, BROKEN -> throw record.broken(i);
    }
  }

  private void put(Slot slot) {
    int at = hash(slot.lowerName, 0, slot.lowerName.length) & (table.length - 1);
    while (table[at] != null) {
      at = (at + 1) & (table.length - 1);
    }
    table[at] = slot;
  }

  private @Nullable Slot find(LdifRecords record, int i) {
    return find(record.bytes(), record.start(i), record.nameEnd(i));
  }

  private @Nullable Slot find(byte[] bytes, int from, int to) {
    int at = hash(bytes, from, to) & (table.length - 1);
    Slot slot = table[at];
    while (slot != null && !slot.isNamed(bytes, from, to)) {
      at = (at + 1) & (table.length - 1);
      slot = table[at];
    }
    return slot;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + LdifRecords.lower(bytes[i]);
    }
    return hash ^ (hash >>> 15);
  }

  private static byte[] lowerBytes(String name) {
    byte[] bytes = new byte[name.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) LdifRecords.lower(name.charAt(i));
    }
    return bytes;
  }

  private record Slot(AttributeDefinition definition, byte[] lowerName) {
    boolean isNamed(byte[] bytes, int from, int to) {
      if (to - from != lowerName.length) {
        return false;
      }
      for (int k = 0; k < lowerName.length; k++) {
        if (LdifRecords.lower(bytes[from + k]) != lowerName[k]) {
          return false;
        }
      }
      return true;
    }
  }
}
