// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/// A store in a schema of a PostgreSQL database.
///
/// The right to write is an advisory lock of the very session that writes: when the session ends,
/// however it ends, the right ends with it, and no transaction of it can be committed afterwards.
/// (A pooler that shares sessions between transactions cannot be between, for the same reason.)
final class PostgresServer implements Database {
  /// Half of the lock's key; the other half is the schema.
  private static final int LOCK = 0x556e6472;

  private static final String TRY_LOCK =
      "SELECT pg_try_advisory_lock(" + LOCK + ", hashtext(current_schema()))";
  private static final String HOLDER =
      """
      SELECT activity.application_name, activity.client_addr, activity.backend_start, activity.pid
      FROM pg_locks AS locks JOIN pg_stat_activity AS activity USING (pid)
      WHERE locks.locktype = 'advisory' AND locks.granted AND locks.classid = %d
        AND locks.objid::bigint = hashtext(current_schema())::bigint & 4294967295
        AND locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())\
      """
          .formatted(LOCK);

  /// A server notices only after a moment that a session ended; for so long the lock of a process
  /// that is gone does not count.
  private static final Duration LOCK_WAIT = Duration.ofSeconds(2);

  private static final Duration LOCK_POLL = Duration.ofMillis(50);

  private final StoreSettings settings;
  private final Dialect dialect;

  PostgresServer(StoreSettings settings) {
    this.settings = settings;
    dialect = new PostgresDialect(place());
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public String place() {
    return settings.urlWithoutParameters();
  }

  @Override
  public Connection openWriter() throws SQLException {
    Connection connection = connect("writes");
    boolean locked = false;
    try {
      lock(connection);
      connection.setAutoCommit(false);
      locked = true;
      return connection;
    } finally {
      if (!locked) {
        connection.close();
      }
    }
  }

  @Override
  public Connection openReader() throws SQLException {
    return connect("reads");
  }

  private Connection connect(String role) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty(
        "ApplicationName", "understudy (" + role + "), process " + ProcessHandle.current().pid());
    // One statement for many rows; prepared at once, for all statements are used again and again.
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("tcpKeepAlive", "true");
    // Of several hosts, both sessions must find the same one.
    properties.setProperty("targetServerType", "primary");
    if (settings.user() != null) {
      properties.setProperty("user", settings.user());
    }
    if (settings.password() != null) {
      properties.setProperty("password", settings.password());
    }
    return DriverManager.getConnection(settings.url(), properties);
  }

  private void lock(Connection connection) throws SQLException {
    if (connection.getSchema() == null) {
      throw new StoreException(
          StoreException.Code.UNAVAILABLE,
          "The schema that currentSchema names is not in the database %s. Create it: CREATE SCHEMA … AUTHORIZATION …"
              .formatted(place()));
    }
    try (Statement statement = connection.createStatement()) {
      for (long polls = LOCK_WAIT.dividedBy(LOCK_POLL); polls > 0; polls--) {
        if (isLocked(statement)) {
          return;
        }
        Thread.sleep(LOCK_POLL);
      }
      try (ResultSet result = statement.executeQuery(HOLDER)) {
        throw new StoreException(
            StoreException.Code.LOCKED,
            "The store %s is in use by %s. One process at a time may have it open: end that one, or ask it (its commands and its console work on the same store)."
                .formatted(place(), result.next() ? holder(result) : "another process"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          StoreException.Code.UNAVAILABLE,
          "The opening of %s was interrupted.".formatted(place()),
          e);
    }
  }

  private static boolean isLocked(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery(TRY_LOCK)) {
      return result.next() && result.getBoolean(1);
    }
  }

  private static String holder(ResultSet row) throws SQLException {
    return "\"%s\" at %s, connected since %s (session %d of the database)"
        .formatted(
            row.getString(1),
            row.getString(2) == null ? "the database's own host" : row.getString(2),
            row.getString(3),
            row.getInt(4));
  }

  @Override
  public boolean hasOneConnection() {
    return false;
  }

  @Override
  public void close() {
    // The session's lock ended with the session.
  }
}
