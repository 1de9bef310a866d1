// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One type of objects, as it really is in the database.
///
/// @param type its name
/// @param rows where its rows are
/// @param keys what identifies and names a row
/// @param fields attribute to column
/// @param lists attribute to the rows that hold its values
record TypeModel(
    String type, Rows rows, Keys keys, Map<String, Field> fields, Map<String, ListModel> lists) {

  /// Where rows are, in SQL.
  ///
  /// @param source a table, or a query in brackets
  /// @param filter a condition that rows in scope meet; null for all rows
  /// @param table where rows are written; null when they are not
  record Rows(String source, @Nullable String filter, @Nullable String table) {

    /// All rows, called `alias`.
    String all(String alias) {
      return source + " " + alias;
    }

    /// The rows in scope, called `alias`.
    String inScope(String alias) {
      return filter == null
          ? all(alias)
          : "(SELECT * FROM %s WHERE (%s)) %s".formatted(all("f"), filter, alias);
    }
  }

  /// @param key identifies a row for life
  /// @param name names it
  record Keys(Column key, Column name) {
    /// Whether the name is the key, so that nothing can be renamed.
    boolean same() {
      return key.label().equals(name.label());
    }
  }

  /// A single-valued attribute.
  ///
  /// @param column where it is
  /// @param reference the type that it refers to or [JdbcSettings.AttributeSettings#NAMES]; null
  ///   for no reference
  /// @param writable whether it can be written
  record Field(Column column, @Nullable String reference, boolean writable) {}

  /// A multi-valued attribute.
  ///
  /// @param source a table, or a query in brackets
  /// @param table where values are written; null when they are not
  /// @param columns of both
  /// @param reference as in [Field]
  record ListModel(
      String source, @Nullable String table, ListColumns columns, @Nullable String reference) {}

  /// @param owner holds the key of the object
  /// @param value holds the value
  record ListColumns(Column owner, Column value) {}

  /// The attribute that is stored in a column.
  Optional<String> attributeOf(Column column) {
    return fields.entrySet().stream()
        .filter(field -> field.getValue().column().label().equals(column.label()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
