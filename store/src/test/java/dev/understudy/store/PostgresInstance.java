// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.testkit.server.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A PostgreSQL server that keeps what it acknowledged, with a new database for each store.
final class PostgresInstance implements AutoCloseable {
  private final Postgres server = Postgres.startDurable();
  private int databases;

  /// Starts the server, after it was killed.
  void run() {
    server.run();
  }

  /// Kills all of the server's processes, as a power failure would.
  void kill() {
    server.kill();
  }

  /// The URL of a new, empty database.
  String newDatabase() {
    String name = "store" + ++databases;
    execute("CREATE DATABASE " + name);
    return server.url(name);
  }

  String url(String database) {
    return server.url(database);
  }

  StoreSettings settings(String url) {
    return new StoreSettings(url, server.user(), server.password(), StoreSettings.CACHE_MEGABYTES);
  }

  void execute(String sql) {
    try (Connection connection = connect(server.url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, server.user(), server.password());
  }

  @Override
  public void close() {
    server.close();
  }
}
