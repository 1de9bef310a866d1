// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.directory;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One connection to SQLite, used by one thread at a time. Each write is one transaction and has a
/// number, greater than all before it.
public final class Database implements AutoCloseable {
  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS object (
            id TEXT PRIMARY KEY, type TEXT NOT NULL, state INTEGER NOT NULL, body TEXT NOT NULL,
            version INTEGER NOT NULL, changed INTEGER NOT NULL, deleted INTEGER) WITHOUT ROWID\
          """,
          "CREATE INDEX IF NOT EXISTS object_type ON object (type, state, id)",
          "CREATE INDEX IF NOT EXISTS object_deleted ON object (state, deleted)",
          "CREATE INDEX IF NOT EXISTS object_changed ON object (type, changed)",
          """
          CREATE TABLE IF NOT EXISTS property_key (
            deleted INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
            PRIMARY KEY (deleted, name, value, id)) WITHOUT ROWID\
          """,
          "CREATE INDEX IF NOT EXISTS property_key_id ON property_key (id)",
          """
          CREATE TABLE IF NOT EXISTS link (
            owner TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, state INTEGER NOT NULL,
            changed INTEGER NOT NULL, PRIMARY KEY (owner, kind, target)) WITHOUT ROWID\
          """,
          "CREATE INDEX IF NOT EXISTS link_target ON link (target, kind, owner)",
          "CREATE INDEX IF NOT EXISTS link_changed ON link (owner, kind, changed)",
          """
          CREATE TABLE IF NOT EXISTS note (
            name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID\
          """,
          """
          CREATE TABLE IF NOT EXISTS journal (
            number INTEGER PRIMARY KEY, at INTEGER NOT NULL, caller TEXT NOT NULL,
            method TEXT NOT NULL, path TEXT NOT NULL, status INTEGER NOT NULL)\
          """);

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private long number;

  /// @param file null for a tenant that is forgotten when it is closed
  public Database(@Nullable Path file) {
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + (file == null ? ":memory:" : file));
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = NORMAL");
        for (String table : TABLES) {
          statement.execute(table);
        }
      }
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw failure("the tenant's database %s cannot be opened".formatted(file), e);
    }
    number =
        inTransaction(() ->
            query(
                    "SELECT value FROM note WHERE name = 'number'",
                    row -> Long.parseLong(row.getString(1)))
                .stream()
                .findFirst()
                .orElse(0L));
  }

  /// Makes something of a row.
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// The number of the last write.
  public long number() {
    return number;
  }

  /// Reads; what is read belongs together.
  public <T> T read(Supplier<T> work) {
    return inTransaction(work);
  }

  /// Writes all of it or nothing.
  public <T> T write(Supplier<T> work) {
    return inTransaction(() -> {
      number++;
      T result = work.get();
      update(
          "INSERT OR REPLACE INTO note (name, value) VALUES ('number', ?)", Long.toString(number));
      return result;
    });
  }

  private <T> T inTransaction(Supplier<T> work) {
    lock.lock();
    try {
      T result = work.get();
      if (lock.getHoldCount() == 1) {
        connection.commit();
      }
      return result;
    } catch (SQLException e) {
      throw failure("the tenant's database cannot commit", e);
    } catch (RuntimeException e) {
      rollback();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void rollback() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw failure("the tenant's database cannot roll back", e);
    }
  }

  /// Runs a statement.
  ///
  /// @return how many rows it changed
  int update(String sql, @Nullable Object... arguments) {
    try {
      return prepared(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw failure(sql, e);
    }
  }

  /// All rows of a query.
  <T> List<T> query(String sql, Row<T> row, @Nullable Object... arguments) {
    try (ResultSet rows = prepared(sql, arguments).executeQuery()) {
      List<T> list = new ArrayList<>();
      while (rows.next()) {
        list.add(row.of(rows));
      }
      return list;
    } catch (SQLException e) {
      throw failure(sql, e);
    }
  }

  private PreparedStatement prepared(String sql, @Nullable Object... arguments)
      throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure("the tenant's database cannot be closed", e);
    } finally {
      lock.unlock();
    }
  }

  private static IllegalStateException failure(String what, SQLException e) {
    return new IllegalStateException(what + ": " + e.getMessage(), e);
  }
}
