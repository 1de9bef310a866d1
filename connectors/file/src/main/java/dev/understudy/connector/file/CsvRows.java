// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadScope;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import dev.understudy.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes objects of the rows of one read scope. An empty cell is an attribute without a value.
final class CsvRows {
  private final CsvSettings settings;
  private final ReadScope scope;
  private final List<String> header;
  private final int anchorAt;
  private final int dnAt;
  private final int typeAt;
  private final @Nullable AttributeDefinition[] wanted;

  CsvRows(CsvSettings settings, Schema schema, ReadScope scope, List<String> header) {
    this.settings = settings;
    this.scope = scope;
    this.header = header;
    anchorAt = header.indexOf(settings.keys().anchorColumn());
    dnAt = header.indexOf(settings.keys().dnColumn());
    typeAt = header.indexOf(settings.keys().typeColumn());
    wanted = new @Nullable AttributeDefinition[header.size()];
    for (int i = 0; i < wanted.length; i++) {
      String name = settings.attribute(header.get(i));
      wanted[i] = scope.attributes().contains(name) ? schema.attribute(name).orElse(null) : null;
    }
  }

  /// The object of a row; empty when its type is not in scope.
  Optional<ImportedChange.Present> read(CsvRecord row) throws Unreadable {
    checkCells(row);
    String type = type(row);
    if (!scope.objectTypes().contains(type)) {
      return Optional.empty();
    }
    Map<String, List<Value>> map = LinkedHashMap.newLinkedHashMap(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      AttributeDefinition definition = wanted[i];
      if (definition != null && !row.getField(i).isEmpty()) {
        map.put(definition.name(), values(definition, row, i));
      }
    }
    return Optional.of(new ImportedChange.Present(anchor(row), dn(row), type, new Attributes(map)));
  }

  /// What the row's object is called, for messages.
  @Nullable String dnForMessage(CsvRecord row) {
    return dnAt < row.getFieldCount() ? row.getField(dnAt) : null;
  }

  private void checkCells(CsvRecord row) throws Unreadable {
    if (row.getFieldCount() != header.size()) {
      throw unreadable(
          row,
          "parse-error",
          "%d cells; expected %d as in the header".formatted(row.getFieldCount(), header.size()));
    }
    for (int i = 0; i < header.size(); i++) {
      if (row.getField(i).indexOf(CsvTable.UNREADABLE) >= 0) {
        throw unreadable(
            row,
            "invalid-attribute-value",
            "the cell of column %s is not %s"
                .formatted(header.get(i), settings.format().charset()));
      }
    }
  }

  private String type(CsvRecord row) throws Unreadable {
    if (typeAt < 0) {
      return settings.keys().types().getFirst();
    }
    String type = row.getField(typeAt);
    if (type.isEmpty()) {
      throw unreadable(row, "missing-object-type", "an empty cell in column " + header.get(typeAt));
    }
    return type;
  }

  private Anchor anchor(CsvRecord row) throws Unreadable {
    byte[] bytes = row.getField(anchorAt).getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      throw unreadable(
          row, "missing-anchor-component", "an empty cell in column " + header.get(anchorAt));
    }
    if (bytes.length > Anchor.BYTES_MAX) {
      throw unreadable(
          row,
          "anchor-too-long",
          "%d bytes in column %s; expected %d at most"
              .formatted(bytes.length, header.get(anchorAt), Anchor.BYTES_MAX));
    }
    return new Anchor(bytes);
  }

  private Dn dn(CsvRecord row) throws Unreadable {
    String text = row.getField(dnAt);
    if (text.isEmpty()) {
      throw unreadable(row, "missing-dn", "an empty cell in column " + header.get(dnAt));
    }
    return name(row, dnAt, text, "dn-not-ldap-conformant");
  }

  private Dn name(CsvRecord row, int column, String text, String error) throws Unreadable {
    try {
      return settings.keys().treeNames() ? Dn.of(text) : Dn.flat(text);
    } catch (DnSyntaxException e) {
      throw unreadable(row, error, "column %s: %s".formatted(header.get(column), e.getMessage()));
    }
  }

  private List<Value> values(AttributeDefinition definition, CsvRecord row, int column)
      throws Unreadable {
    String cell = row.getField(column);
    if (!definition.multiValued()) {
      return List.of(value(definition, row, column, cell));
    }
    List<Value> values = new ArrayList<>();
    for (String text : split(cell)) {
      values.add(value(definition, row, column, text));
    }
    return List.copyOf(values);
  }

  private List<String> split(String cell) {
    return CsvCell.split(cell, settings.format().valueSeparator());
  }

  private Value value(AttributeDefinition definition, CsvRecord row, int column, String text)
      throws Unreadable {
    return switch (definition.type()) {
      case STRING -> Value.of(text);
      case NUMBER -> {
        try {
          yield Value.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
          throw unfit(row, column, "invalid-numeric-value", "a whole number of 64 bits", text);
        }
      }
      case BOOLEAN -> {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
          throw unfit(row, column, "invalid-boolean-value", "true or false", text);
        }
        yield Value.of(text.equalsIgnoreCase("true"));
      }
      case BINARY -> {
        try {
          yield Value.of(Base64.getDecoder().decode(text.strip()));
        } catch (IllegalArgumentException e) {
          throw unfit(row, column, "invalid-base64-value", "Base64", text);
        }
      }
      case REFERENCE -> Value.of(name(row, column, text, "reference-value-not-ldap-conformant"));
    };
  }

  private Unreadable unfit(CsvRecord row, int column, String error, String expected, String found) {
    return unreadable(
        row,
        error,
        "column %s: expected %s, found \"%s\"".formatted(header.get(column), expected, found));
  }

  private static Unreadable unreadable(CsvRecord row, String error, String what) {
    return new Unreadable(error, "line %d: %s".formatted(row.getStartingLineNumber(), what));
  }
}
