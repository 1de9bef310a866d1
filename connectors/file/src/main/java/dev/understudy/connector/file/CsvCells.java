// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import dev.understudy.value.Value;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Writes values into the cells of a row.
final class CsvCells {
  private final CsvSettings settings;
  private final Schema schema;
  private final Map<String, Integer> columnOf = new HashMap<>();
  private final int anchorAt;
  private final int dnAt;
  private final int typeAt;
  private final CharsetEncoder encoder;

  CsvCells(CsvSettings settings, Schema schema, List<String> header) {
    this.settings = settings;
    this.schema = schema;
    for (int i = 0; i < header.size(); i++) {
      columnOf.put(settings.attribute(header.get(i)), i);
    }
    anchorAt = header.indexOf(settings.keys().anchorColumn());
    dnAt = header.indexOf(settings.keys().dnColumn());
    typeAt = header.indexOf(settings.keys().typeColumn());
    encoder = settings.format().charset().newEncoder();
  }

  /// The anchor of a row, when it has one.
  Optional<Anchor> anchor(String[] row) {
    return anchorAt < row.length ? anchor(row[anchorAt]) : Optional.empty();
  }

  /// The name of a row, when it has one.
  Optional<Dn> dn(String[] row) {
    if (dnAt >= row.length || row[dnAt].isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(settings.keys().treeNames() ? Dn.of(row[dnAt]) : Dn.flat(row[dnAt]));
    } catch (DnSyntaxException e) {
      return Optional.empty();
    }
  }

  /// The anchor that a new object brings: the value of the anchor's column, or its name.
  Optional<Anchor> newAnchor(ObjectDelta.Add add) {
    if (anchorAt == dnAt) {
      return anchor(add.dn().text());
    }
    List<Value> values = add.attributes().get(settings.attribute(settings.keys().anchorColumn()));
    return values.isEmpty() ? Optional.empty() : anchor(text(values.getFirst()));
  }

  /// Fills the row of a new object; says why when it cannot be.
  Optional<ExportOutcome> write(ObjectDelta.Add add, String[] row) {
    if (!settings.keys().types().contains(add.objectType())) {
      return rejected(
          "no-export-to-this-object-type",
          "the setting \"object-type\" does not name " + add.objectType());
    }
    if (typeAt >= 0) {
      row[typeAt] = add.objectType();
    }
    for (Map.Entry<String, List<Value>> attribute : add.attributes().map().entrySet()) {
      Optional<ExportOutcome> refusal = set(row, attribute.getKey(), attribute.getValue());
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    row[dnAt] = add.dn().text();
    return Optional.empty();
  }

  /// Makes one change in a row; says why when it cannot be.
  Optional<ExportOutcome> write(AttributeChange change, String[] row) {
    return switch (change) {
      case AttributeChange.Replace(String name, List<Value> values) -> set(row, name, values);
      case AttributeChange.Update(String name, List<Value> added, List<Value> removed) -> {
        Set<String> texts = new LinkedHashSet<>();
        Integer column = columnOf.get(name);
        if (column != null) {
          texts.addAll(split(name, row[column]));
        }
        removed.forEach(value -> texts.remove(text(value)));
        added.forEach(value -> texts.add(text(value)));
        yield setTexts(row, name, new ArrayList<>(texts));
      }
    };
  }

  /// Gives a row another name.
  void rename(Dn dn, String[] row) {
    row[dnAt] = dn.text();
  }

  private Optional<ExportOutcome> set(String[] row, String name, List<Value> values) {
    return setTexts(row, name, values.stream().map(CsvCells::text).toList());
  }

  private Optional<ExportOutcome> setTexts(String[] row, String name, List<String> texts) {
    Integer column = columnOf.get(name);
    if (column == null) {
      return rejected("unexpected-provisioning-attribute", "the file has no column for " + name);
    }
    boolean multi = schema.attribute(name).map(AttributeDefinition::multiValued).orElse(false);
    if (!multi && texts.size() > 1) {
      return rejected(
          "constraint-violation",
          "%s has one value, not %d; list it in \"multi-valued-attributes\" if that is meant"
              .formatted(name, texts.size()));
    }
    String cell =
        multi
            ? CsvCell.join(texts, settings.format().valueSeparator())
            : texts.isEmpty() ? "" : texts.getFirst();
    if (!encoder.canEncode(cell)) {
      return rejected(
          "code-page-conversion",
          "a value of %s cannot be written in %s".formatted(name, settings.format().charset()));
    }
    row[column] = cell;
    return Optional.empty();
  }

  private List<String> split(String name, String cell) {
    boolean multi = schema.attribute(name).map(AttributeDefinition::multiValued).orElse(false);
    if (multi) {
      return CsvCell.split(cell, settings.format().valueSeparator());
    }
    return cell.isEmpty() ? List.of() : List.of(cell);
  }

  private static Optional<Anchor> anchor(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length == 0 || bytes.length > Anchor.BYTES_MAX
        ? Optional.empty()
        : Optional.of(new Anchor(bytes));
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Int64(long number) -> Long.toString(number);
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Binary binary -> binary.toString();
      case Value.Reference(Dn dn) -> dn.text();
    };
  }

  private static Optional<ExportOutcome> rejected(String error, String detail) {
    return Optional.of(new ExportOutcome.Rejected(error, detail));
  }
}
