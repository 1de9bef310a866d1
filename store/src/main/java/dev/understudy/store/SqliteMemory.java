// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A store that is gone when it is closed, for tests and trials.
final class SqliteMemory implements Database {
  private final Dialect dialect = new SqliteDialect("in memory", null);

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public String place() {
    return "in memory";
  }

  @Override
  public Connection openWriter() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public Connection openReader() {
    throw new IllegalStateException("a store in memory has one connection");
  }

  @Override
  public boolean hasOneConnection() {
    return true;
  }

  @Override
  public void close() {
    // Nobody else can have it.
  }
}
