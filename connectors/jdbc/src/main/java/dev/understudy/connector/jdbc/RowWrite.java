// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.value.Value;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes one row.
final class RowWrite {
  private final Reading reading;

  RowWrite(Reading reading) {
    this.reading = reading;
  }

  /// Inserts a row and returns its key, which the database may have given.
  String insert(TypeModel type, Map<Column, Value> columns) throws SQLException, Refused {
    Column key = type.keys().key();
    Value given = columns.get(key);
    String names = columns.keySet().stream().map(this::quoted).collect(Collectors.joining(", "));
    String sql =
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(type.rows().table(), names, KeyChunks.marks(columns.size()));
    try (PreparedStatement statement =
        given == null
            ? reading
                .client()
                .bounded(reading.connection().prepareStatement(sql, new String[] {key.label()}))
            : reading.prepare(sql)) {
      int at = 1;
      for (Map.Entry<Column, Value> column : columns.entrySet()) {
        Cell.bind(statement, at++, column.getKey(), column.getValue());
      }
      statement.executeUpdate();
      if (given != null) {
        return Cell.text(given);
      }
      try (ResultSet generated = statement.getGeneratedKeys()) {
        String text = generated.next() ? Cell.text(generated, 1, key) : null;
        if (text != null) {
          return text;
        }
      }
    } catch (Unreadable e) {
      throw new SQLException(e.getMessage(), "22000", e);
    }
    throw Refused.because(
        "missing-anchor-component",
        "a new %s needs a value for %s: the database gave none"
            .formatted(type.type(), key.label()));
  }

  /// Sets columns of a row; false when there is none with this key.
  boolean update(TypeModel type, String key, Map<Column, @Nullable Value> columns)
      throws SQLException, Refused {
    if (columns.isEmpty()) {
      return valueOf(type, key, type.keys().key()) != null;
    }
    String sets =
        columns.keySet().stream()
            .map(column -> quoted(column) + " = ?")
            .collect(Collectors.joining(", "));
    String sql =
        "UPDATE %s SET %s WHERE %s = ?"
            .formatted(type.rows().table(), sets, quoted(type.keys().key()));
    try (PreparedStatement statement = reading.prepare(sql)) {
      int at = 1;
      for (Map.Entry<Column, @Nullable Value> column : columns.entrySet()) {
        Cell.bind(statement, at++, column.getKey(), column.getValue());
      }
      Cell.bind(statement, at, type.keys().key(), key);
      return only(type, statement.executeUpdate());
    }
  }

  /// Deletes a row; false when there is none with this key.
  boolean delete(TypeModel type, String key) throws SQLException, Refused {
    String sql =
        "DELETE FROM %s WHERE %s = ?".formatted(type.rows().table(), quoted(type.keys().key()));
    try (PreparedStatement statement = reading.prepare(sql)) {
      Cell.bind(statement, 1, type.keys().key(), key);
      return only(type, statement.executeUpdate());
    }
  }

  /// What a column of a row holds, as text; null when it holds nothing or there is no such row.
  @Nullable String valueOf(TypeModel type, String key, Column column) throws SQLException, Refused {
    return lookUp(type, column, type.keys().key(), key);
  }

  /// The key of the row that has this name.
  Optional<String> keyOf(TypeModel type, String name) throws SQLException, Refused {
    return Optional.ofNullable(lookUp(type, type.keys().key(), type.keys().name(), name));
  }

  private @Nullable String lookUp(TypeModel type, Column wanted, Column by, String text)
      throws SQLException, Refused {
    String sql =
        "SELECT %s FROM %s WHERE %s = ?".formatted(quoted(wanted), type.rows().table(), quoted(by));
    try (PreparedStatement statement = reading.prepare(sql)) {
      Cell.bind(statement, 1, by, text);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? Cell.text(result, 1, wanted) : null;
      }
    } catch (Unreadable e) {
      throw new SQLException(e.getMessage(), "22000", e);
    }
  }

  /// A key that several rows have is none, and nothing may be written by it.
  private static boolean only(TypeModel type, int count) throws Refused {
    if (count > 1) {
      throw Refused.because(
          "duplicate-anchor",
          "%d rows have the same %s; it does not identify them"
              .formatted(count, type.keys().key().label()));
    }
    return count == 1;
  }

  private String quoted(Column column) {
    return reading.model().sql().quoted(column.label());
  }
}
