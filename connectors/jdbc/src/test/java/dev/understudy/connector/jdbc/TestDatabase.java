// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ReadScope;
import dev.understudy.schema.Partition;
import dev.understudy.testkit.server.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One PostgreSQL server for all tests of this module, emptied before each; ended with the process.
final class TestDatabase {
  private static @Nullable Postgres postgres;

  private TestDatabase() {}

  /// The server, without any table.
  static Postgres empty() {
    Postgres server = server();
    execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    return server;
  }

  private static synchronized Postgres server() {
    Postgres running = postgres;
    if (running == null) {
      running = Postgres.start();
      postgres = running;
    }
    return running;
  }

  /// Runs statements, each in a transaction of its own.
  static void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The rows of a query, columns joined by a bar.
  static List<String> query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", cells));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Connection connect() throws SQLException {
    Postgres server = server();
    return DriverManager.getConnection(server.url(), server.user(), server.password());
  }

  /// The settings that reach the server, and `more`.
  static Map<String, String> settings(Map<String, String> more) {
    Postgres server = server();
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "url", server.url(),
                "user", server.user(),
                "password", server.password(),
                "allow-clear-text", "true",
                "call-timeout", "10s"));
    settings.putAll(more);
    return settings;
  }

  static JdbcConnector connector(Map<String, String> more) {
    return (JdbcConnector) new JdbcConnectorFactory().create("test", settings(more));
  }

  static ReadScope everything(JdbcConnector connector) {
    var schema = connector.schema();
    return new ReadScope(Partition.DEFAULT, schema.types().keySet(), schema.attributes().keySet());
  }
}
