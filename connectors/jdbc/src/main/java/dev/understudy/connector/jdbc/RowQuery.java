// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.jdbc.TypeModel.Field;
import dev.understudy.value.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the columns of one type's rows. A reference that the database holds as a key comes with
/// the name of the row that it points to.
final class RowQuery {
  /// The alias of the rows.
  static final String ROWS = "t";

  private static final int FIRST_FIELD = 3;
  private final Model model;
  private final TypeModel type;
  private final List<Selected> selected = new ArrayList<>();
  private final StringBuilder columns = new StringBuilder();
  private final StringBuilder joins = new StringBuilder();

  /// @param column what stands in the result, of the referenced row for a reference
  private record Selected(String attribute, Field field, Column column) {}

  /// @param attributes those to read
  RowQuery(Model model, TypeModel type, Set<String> attributes) {
    this.model = model;
    this.type = type;
    columns.append(column(ROWS, type.keys().key())).append(", ");
    columns.append(column(ROWS, type.keys().name()));
    for (Map.Entry<String, Field> field : type.fields().entrySet()) {
      if (attributes.contains(field.getKey())) {
        select(field.getKey(), field.getValue());
      }
    }
  }

  private void select(String attribute, Field field) {
    TypeModel target = model.lookedUp(field.reference());
    if (target == null) {
      columns.append(", ").append(column(ROWS, field.column()));
      selected.add(new Selected(attribute, field, field.column()));
      return;
    }
    String alias = "r" + selected.size();
    columns.append(", ").append(column(alias, target.keys().name()));
    joins
        .append(" LEFT JOIN ")
        .append(target.rows().all(alias))
        .append(" ON ")
        .append(column(alias, target.keys().key()))
        .append(" = ")
        .append(column(ROWS, field.column()));
    selected.add(new Selected(attribute, field, target.keys().name()));
  }

  /// All rows in scope.
  String all() {
    return "SELECT " + columns + " FROM " + type.rows().inScope(ROWS) + joins;
  }

  /// The rows in scope that have one of `count` values in a column.
  String where(Column column, int count) {
    return "%s WHERE %s IN (%s)".formatted(all(), column(ROWS, column), KeyChunks.marks(count));
  }

  /// The row that the result stands at.
  FoundRow read(ResultSet result) throws SQLException, Unreadable {
    String key = Cell.text(result, 1, type.keys().key());
    if (key == null) {
      throw new Unreadable(
          "missing-anchor-component",
          "a %s has no %s".formatted(type.type(), type.keys().key().label()));
    }
    String name = Cell.text(result, 2, type.keys().name());
    if (name == null || name.isEmpty()) {
      throw new Unreadable(
          "missing-dn",
          "the %s with the key %s has no %s"
              .formatted(type.type(), key, type.keys().name().label()));
    }
    FoundRow row =
        new FoundRow(type.type(), key, model.anchor(type.type(), key), model.dn(type.type(), name));
    for (int i = 0; i < selected.size(); i++) {
      read(result, FIRST_FIELD + i, selected.get(i), row);
    }
    return row;
  }

  private void read(ResultSet result, int index, Selected one, FoundRow row)
      throws SQLException, Unreadable {
    String reference = one.field().reference();
    if (reference == null) {
      Value value = Cell.read(result, index, one.column());
      if (value != null) {
        row.set(one.attribute(), value);
      }
      return;
    }
    String text = Cell.text(result, index, one.column());
    if (text != null && !text.isEmpty()) {
      row.set(one.attribute(), Value.of(model.reference(reference, text)));
    }
  }

  private String column(String alias, Column column) {
    return alias + "." + model.sql().quoted(column.label());
  }
}
