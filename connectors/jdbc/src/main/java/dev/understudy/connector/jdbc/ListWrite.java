// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.jdbc.TypeModel.ListModel;
import dev.understudy.value.Value;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes the rows that hold the values of a multi-valued attribute, value by value: what is there
/// stays, what is not there is not removed.
final class ListWrite {
  private static final int BATCH = 1_000;

  private final Reading reading;
  private final ReferenceKeys references;

  ListWrite(Reading reading) {
    this.reading = reading;
    this.references = new ReferenceKeys(reading);
  }

  /// Makes one change of a list of the object with this key.
  void apply(TypeModel type, String key, AttributeChange change) throws SQLException, Refused {
    ListModel list = writable(type, change.name());
    switch (change) {
      case AttributeChange.Replace(String name, List<Value> values) -> {
        Set<String> wanted = new LinkedHashSet<>(stored(name, list, values, true));
        Set<String> there = new LinkedHashSet<>(there(list, key, List.of()));
        List<String> gone = there.stream().filter(value -> !wanted.contains(value)).toList();
        wanted.removeAll(there);
        remove(list, key, gone);
        insert(list, key, wanted);
      }
      case AttributeChange.Update(String name, List<Value> added, List<Value> removed) -> {
        remove(list, key, stored(name, list, removed, false));
        add(list, key, stored(name, list, added, true));
      }
    }
  }

  /// Removes all rows of an object that is going to be deleted.
  void clear(TypeModel type, String key) throws SQLException, Refused {
    Map<String, ListModel> byTable = new LinkedHashMap<>();
    type.lists()
        .values()
        .forEach(list -> {
          if (list.table() != null) {
            byTable.put(list.table() + owner(list), list);
          }
        });
    for (ListModel list : byTable.values()) {
      String sql = "DELETE FROM %s WHERE %s = ?".formatted(list.table(), owner(list));
      try (PreparedStatement statement = reading.prepare(sql)) {
        Cell.bind(statement, 1, list.columns().owner(), key);
        statement.executeUpdate();
      }
    }
  }

  private static ListModel writable(TypeModel type, String attribute) throws Refused {
    ListModel list = type.lists().get(attribute);
    if (list == null || list.table() == null) {
      throw Refused.because(
          "readonly-attribute", "%s is read by a query; name its table".formatted(attribute));
    }
    return list;
  }

  private List<String> stored(
      String attribute, ListModel list, List<Value> values, boolean complete)
      throws SQLException, Refused {
    return references.stored(attribute, list.reference(), values, complete).stream()
        .map(Cell::text)
        .toList();
  }

  private void add(ListModel list, String key, List<String> values) throws SQLException, Refused {
    for (List<String> some : KeyChunks.of(values)) {
      Set<String> missing = new LinkedHashSet<>(some);
      missing.removeAll(there(list, key, some));
      insert(list, key, missing);
    }
  }

  /// The values of an object, or those of them that are among `some`.
  private List<String> there(ListModel list, String key, List<String> some)
      throws SQLException, Refused {
    String sql = "SELECT %s FROM %s WHERE %s = ?".formatted(value(list), list.table(), owner(list));
    if (!some.isEmpty()) {
      String marks = KeyChunks.marks(KeyChunks.sizeFor(some.size()));
      sql += " AND %s IN (%s)".formatted(value(list), marks);
    }
    List<String> there = new ArrayList<>();
    try (PreparedStatement statement = reading.prepare(sql)) {
      Cell.bind(statement, 1, list.columns().owner(), key);
      if (!some.isEmpty() && !KeyChunks.bind(statement, 2, list.columns().value(), some)) {
        return there;
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          there.add(String.valueOf(Cell.text(result, 1, list.columns().value())));
        }
      } catch (Unreadable e) {
        throw new SQLException(e.getMessage(), "22000", e);
      }
    }
    return there;
  }

  private void insert(ListModel list, String key, Set<String> values) throws SQLException, Refused {
    String sql =
        "INSERT INTO %s (%s, %s) VALUES (?, ?)".formatted(list.table(), owner(list), value(list));
    write(sql, list, key, List.copyOf(values));
  }

  private void remove(ListModel list, String key, List<String> values)
      throws SQLException, Refused {
    String sql =
        "DELETE FROM %s WHERE %s = ? AND %s = ?".formatted(list.table(), owner(list), value(list));
    write(sql, list, key, values);
  }

  private void write(String sql, ListModel list, String key, List<String> values)
      throws SQLException, Refused {
    if (values.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = reading.prepare(sql)) {
      int pending = 0;
      for (String value : values) {
        Cell.bind(statement, 1, list.columns().owner(), key);
        Cell.bind(statement, 2, list.columns().value(), value);
        statement.addBatch();
        if (++pending == BATCH) {
          statement.executeBatch();
          pending = 0;
        }
      }
      if (pending > 0) {
        statement.executeBatch();
      }
    }
  }

  private String owner(ListModel list) {
    return reading.model().sql().quoted(list.columns().owner().label());
  }

  private String value(ListModel list) {
    return reading.model().sql().quoted(list.columns().value().label());
  }
}
