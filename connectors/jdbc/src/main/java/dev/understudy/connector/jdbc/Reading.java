// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ReadScope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// What all parts of one read share.
///
/// @param settings what the connector is told
/// @param client makes statements
/// @param connection in a transaction that sees one moment
/// @param model what there is to read
record Reading(JdbcSettings settings, JdbcClient client, Connection connection, Model model) {

  /// The types to read.
  List<TypeModel> types(ReadScope scope) {
    return model.types().values().stream()
        .filter(type -> scope.objectTypes().contains(type.type()))
        .toList();
  }

  ObjectReader objects(TypeModel type, ReadScope scope) {
    return new ObjectReader(
        new ObjectReader.From(client, connection, model), type, scope.attributes());
  }

  PreparedStatement prepare(String sql) throws SQLException {
    return client.prepare(connection, sql);
  }

  /// The columns of a table or query, by their names.
  Map<String, Column> columns(String source) throws SQLException {
    return new ModelReader(settings, client, connection).columns(source);
  }

  /// One of these columns.
  Column column(Map<String, Column> columns, String written, String setting) {
    Column column = columns.get(model.sql().spelled(written));
    if (column == null) {
      throw new ConnectorException(
          ErrorCode.CONFIGURATION,
          "connector %s: the setting \"%s\": expected one of the columns %s, not %s"
              .formatted(settings.name(), setting, String.join(", ", columns.keySet()), written));
    }
    return column;
  }
}
