// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.jdbc.JdbcSettings.ListSettings;
import dev.understudy.connector.jdbc.JdbcSettings.Source;
import dev.understudy.connector.jdbc.JdbcSettings.TypeSettings;
import dev.understudy.connector.jdbc.TypeModel.Field;
import dev.understudy.connector.jdbc.TypeModel.Keys;
import dev.understudy.connector.jdbc.TypeModel.ListColumns;
import dev.understudy.connector.jdbc.TypeModel.ListModel;
import dev.understudy.connector.jdbc.TypeModel.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks the database for the columns that the settings speak of.
final class ModelReader {
  private final JdbcSettings settings;
  private final JdbcClient client;
  private final Connection connection;
  private final Identifiers sql;

  ModelReader(JdbcSettings settings, JdbcClient client, Connection connection) throws SQLException {
    this.settings = settings;
    this.client = client;
    this.connection = connection;
    this.sql = new Identifiers(settings.name(), connection.getMetaData());
  }

  Model read() throws SQLException {
    Map<String, TypeModel> types = new LinkedHashMap<>();
    for (Map.Entry<String, TypeSettings> type : settings.types().entrySet()) {
      types.put(type.getKey(), type(type.getKey(), type.getValue()));
    }
    return new Model(types, sql, settings.limits().qualified());
  }

  private TypeModel type(String name, TypeSettings type) throws SQLException {
    Rows rows = rows(type.source(), type.filter());
    Map<String, Column> read = columns(rows.source());
    Map<String, Column> written = rows.table() == null ? Map.of() : columns(rows.table());
    Keys keys =
        new Keys(
            column(read, type.key(), "keys", name), column(read, type.nameColumn(), "names", name));
    Map<String, String> renamed = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : type.attributes().renamed().entrySet()) {
      renamed.put(column(read, entry.getKey(), "attributes", name).label(), entry.getValue());
    }
    Set<String> unused = new LinkedHashSet<>(type.attributes().references().keySet());
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Column column : read.values()) {
      String attribute = renamed.getOrDefault(column.label(), column.label());
      unused.remove(attribute);
      Column target = written.get(column.label());
      fields.put(
          attribute,
          new Field(
              target == null ? column : target,
              type.attributes().references().get(attribute),
              target != null && !target.generated()));
    }
    Map<String, ListModel> lists = new LinkedHashMap<>();
    for (Map.Entry<String, ListSettings> list : type.attributes().lists().entrySet()) {
      unused.remove(list.getKey());
      lists.put(
          list.getKey(),
          list(name, list.getValue(), type.attributes().references().get(list.getKey())));
      if (fields.containsKey(list.getKey())) {
        throw wrong(
            "lists", name, "an attribute that is no column; %s is".formatted(list.getKey()));
      }
    }
    if (!unused.isEmpty()) {
      throw wrong("references", name, "attributes that there are, not " + unused);
    }
    return new TypeModel(name, rows, keys, fields, lists);
  }

  private ListModel list(String type, ListSettings list, @Nullable String reference)
      throws SQLException {
    Rows rows = rows(list.source(), null);
    Map<String, Column> columns = columns(rows.source());
    List<Column> all = List.copyOf(columns.values());
    String owner = list.owner();
    String value = list.value();
    if (owner == null || value == null) {
      if (all.size() != 2) {
        throw wrong("list-queries", type, "queries of two columns, the owner's key and the value");
      }
      return new ListModel(
          rows.source(), null, new ListColumns(all.getFirst(), all.getLast()), reference);
    }
    return new ListModel(
        rows.source(),
        rows.table(),
        new ListColumns(
            column(columns, owner, "lists", type), column(columns, value, "lists", type)),
        reference);
  }

  private Rows rows(Source source, @Nullable String filter) {
    String table = source.table() == null ? null : sql.table(source.table());
    String query = source.query();
    if (query != null) {
      return new Rows("(" + query.replaceFirst("[;\\s]+\\z", "") + ")", filter, table);
    }
    if (table == null) {
      throw new IllegalStateException("the settings name a table or a query");
    }
    return new Rows(table, filter, table);
  }

  /// The columns of a table or query, by their names.
  Map<String, Column> columns(String source) throws SQLException {
    String empty = "SELECT * FROM " + source + " t WHERE 1 = 0";
    Map<String, Column> columns = new LinkedHashMap<>();
    try (PreparedStatement statement = client.prepare(connection, empty);
        ResultSet none = statement.executeQuery()) {
      ResultSetMetaData metaData = none.getMetaData();
      for (int i = 1; i <= metaData.getColumnCount(); i++) {
        Column column = Column.of(metaData, i);
        if (columns.put(column.label(), column) != null) {
          throw new ConnectorException(
              ErrorCode.CONFIGURATION,
              "connector %s: %s has two columns called %s; give one another name with AS"
                  .formatted(settings.name(), source, column.label()));
        }
      }
    }
    return columns;
  }

  private Column column(Map<String, Column> columns, String written, String setting, String type) {
    Column column = columns.get(sql.spelled(written));
    if (column == null) {
      throw wrong(
          setting,
          type,
          "one of the columns %s, not %s".formatted(String.join(", ", columns.keySet()), written));
    }
    return column;
  }

  private ConnectorException wrong(String setting, String type, String expected) {
    return new ConnectorException(
        ErrorCode.CONFIGURATION,
        "connector %s: the setting \"%s\" for %s: expected %s"
            .formatted(settings.name(), setting, type, expected));
  }
}
