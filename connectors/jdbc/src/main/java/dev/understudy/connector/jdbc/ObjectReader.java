// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.jdbc.TypeModel.ListModel;
import dev.understudy.value.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads objects of one type: rows as the database hands them over, and with some hundreds at a
/// time their lists.
final class ObjectReader {
  /// More values than this are not kept for several objects at once.
  private static final int LIST_VALUES_MAX = 100_000;

  private final JdbcClient client;
  private final Connection connection;
  private final Model model;
  private final TypeModel type;
  private final RowQuery query;
  private final Map<String, ListModel> lists = new LinkedHashMap<>();

  /// Where to read.
  record From(JdbcClient client, Connection connection, Model model) {}

  ObjectReader(From from, TypeModel type, Set<String> attributes) {
    this.client = from.client();
    this.connection = from.connection();
    this.model = from.model();
    this.type = type;
    this.query = new RowQuery(model, type, attributes);
    type.lists()
        .forEach((attribute, list) -> {
          if (attributes.contains(attribute)) {
            lists.put(attribute, list);
          }
        });
  }

  /// All objects in scope.
  void readAll(ImportSink sink) throws SQLException, InterruptedException {
    try (PreparedStatement statement = client.prepare(connection, query.all());
        ResultSet result = statement.executeQuery()) {
      List<FoundRow> chunk = new ArrayList<>();
      while (result.next()) {
        stopIfInterrupted();
        read(result, chunk, sink);
        if (chunk.size() == KeyChunks.SIZE_MAX) {
          deliver(chunk, sink);
          chunk.clear();
        }
      }
      deliver(chunk, sink);
    }
  }

  /// The objects with these keys. A key that no row in scope has is that of a deleted object;
  /// deletes come first, because they make room for names that were given again.
  void readKeys(List<String> keys, ImportSink sink) throws SQLException, InterruptedException {
    for (List<String> some : KeyChunks.of(keys)) {
      List<FoundRow> rows = find(type.keys().key(), some, sink);
      Set<String> found = rows.stream().map(FoundRow::key).collect(Collectors.toSet());
      for (String key : some) {
        if (!found.contains(key)) {
          delete(key, sink);
        }
      }
      deliver(rows, sink);
    }
  }

  /// The object with this text in the column of names; null for none.
  ImportedChange.@Nullable Present readName(String name, ImportSink sink)
      throws SQLException, InterruptedException {
    List<FoundRow> rows = find(type.keys().name(), List.of(name), sink);
    if (rows.isEmpty()) {
      return null;
    }
    List<FoundRow> first = rows.subList(0, 1);
    fillLists(first);
    return first.getFirst().toObject();
  }

  private void delete(String key, ImportSink sink) throws InterruptedException {
    try {
      sink.accept(new ImportedChange.Deleted(model.anchor(type.type(), key), null));
    } catch (Unreadable e) {
      sink.reject(e.toDiscoveryError(null));
    }
  }

  private List<FoundRow> find(Column column, List<String> texts, ImportSink sink)
      throws SQLException, InterruptedException {
    List<FoundRow> rows = new ArrayList<>();
    String sql = query.where(column, KeyChunks.sizeFor(texts.size()));
    try (PreparedStatement statement = client.prepare(connection, sql)) {
      if (!KeyChunks.bind(statement, 1, column, texts)) {
        return rows;
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          stopIfInterrupted();
          read(result, rows, sink);
        }
      }
    }
    return rows;
  }

  private void read(ResultSet result, List<FoundRow> rows, ImportSink sink)
      throws SQLException, InterruptedException {
    try {
      rows.add(query.read(result));
    } catch (Unreadable e) {
      sink.reject(e.toDiscoveryError(null));
    }
  }

  private void deliver(List<FoundRow> rows, ImportSink sink)
      throws SQLException, InterruptedException {
    if (rows.isEmpty()) {
      return;
    }
    if (!fillLists(rows)) {
      rows.forEach(FoundRow::forgetLists);
      int half = rows.size() / 2;
      deliver(rows.subList(0, half), sink);
      deliver(rows.subList(half, rows.size()), sink);
      return;
    }
    for (FoundRow row : rows) {
      stopIfInterrupted();
      sink.accept(row.toObject());
    }
  }

  /// Reads the lists of these rows; false when they are too long to be kept together.
  private boolean fillLists(List<FoundRow> rows) throws SQLException, InterruptedException {
    Map<String, FoundRow> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(row.key(), row));
    int values = 0;
    for (Map.Entry<String, ListModel> list : lists.entrySet()) {
      values += fill(list.getKey(), list.getValue(), byKey, LIST_VALUES_MAX - values);
      if (values > LIST_VALUES_MAX && rows.size() > 1) {
        return false;
      }
    }
    return true;
  }

  private int fill(String attribute, ListModel list, Map<String, FoundRow> byKey, int enough)
      throws SQLException, InterruptedException {
    List<String> keys = List.copyOf(byKey.keySet());
    int values = 0;
    String sql = listQuery(list, KeyChunks.sizeFor(keys.size()));
    try (PreparedStatement statement = client.prepare(connection, sql)) {
      if (!KeyChunks.bind(statement, 1, list.columns().owner(), keys)) {
        return 0;
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next() && (values <= enough || byKey.size() == 1)) {
          stopIfInterrupted();
          FoundRow row = byKey.get(Cell.text(result, 1, list.columns().owner()));
          Value value = value(result, list);
          if (row != null && value != null) {
            row.addToList(attribute, value);
            values++;
          }
        }
      } catch (Unreadable e) {
        throw new SQLException("%s: %s".formatted(attribute, e.getMessage()), "22000", e);
      }
    }
    return values;
  }

  private @Nullable Value value(ResultSet result, ListModel list) throws SQLException, Unreadable {
    String reference = list.reference();
    TypeModel target = model.lookedUp(reference);
    Column column = target == null ? list.columns().value() : target.keys().name();
    if (reference == null) {
      return Cell.read(result, 2, column);
    }
    String text = Cell.text(result, 2, column);
    return text == null || text.isEmpty() ? null : Value.of(model.reference(reference, text));
  }

  private String listQuery(ListModel list, int count) {
    Identifiers sql = model.sql();
    String owner = "m." + sql.quoted(list.columns().owner().label());
    String value = "m." + sql.quoted(list.columns().value().label());
    String where = " WHERE %s IN (%s)".formatted(owner, KeyChunks.marks(count));
    TypeModel target = model.lookedUp(list.reference());
    if (target == null) {
      return "SELECT %s, %s FROM %s m%s".formatted(owner, value, list.source(), where);
    }
    return "SELECT %s, r.%s FROM %s m JOIN %s ON r.%s = %s%s"
        .formatted(
            owner,
            sql.quoted(target.keys().name().label()),
            list.source(),
            target.rows().all("r"),
            sql.quoted(target.keys().key().label()),
            value,
            where);
  }

  static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
