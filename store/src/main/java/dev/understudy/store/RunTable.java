// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table `run`. Times are kept as ISO 8601 texts: exact, and readable for people.
final class RunTable {
  private static final String COLUMNS =
      "id, connector, profile, number, started_by, result, started, ended";
  private static final String PUT =
      """
      INSERT INTO run (id, connector, profile, number, started_by, result, started, ended)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET connector = excluded.connector, profile = excluded.profile,
        number = excluded.number, started_by = excluded.started_by, result = excluded.result,
        started = excluded.started, ended = excluded.ended\
      """;
  private static final String ALL =
      "SELECT " + COLUMNS + " FROM run WHERE id < ? ORDER BY id DESC LIMIT ?";
  private static final String OF_CONNECTOR =
      "SELECT " + COLUMNS + " FROM run WHERE id < ? AND connector = ? ORDER BY id DESC LIMIT ?";
  private static final String ONE = "SELECT " + COLUMNS + " FROM run WHERE id = ?";
  private static final String LAST_NUMBER =
      "SELECT COALESCE(MAX(number), 0) FROM run WHERE connector = ?";

  private final Session session;

  RunTable(Session session) {
    this.session = session;
  }

  void put(RunRecord run) throws SQLException {
    session.update(
        PUT,
        statement -> {
          statement.setLong(1, run.id());
          statement.setString(2, Texts.readable(run.connector()));
          statement.setString(3, Texts.readable(run.profile()));
          statement.setLong(4, run.number());
          statement.setString(5, Texts.readable(run.user()));
          statement.setString(6, Texts.readable(run.result()));
          statement.setString(7, run.started().toString());
          statement.setString(8, textOf(run.ended()));
        });
  }

  List<RunRecord> runs(String connector, long beforeId, int limit) throws SQLException {
    return session.list(
        connector.isEmpty() ? ALL : OF_CONNECTOR,
        statement -> {
          statement.setLong(1, beforeId);
          if (!connector.isEmpty()) {
            statement.setString(2, Texts.readable(connector));
          }
          statement.setInt(connector.isEmpty() ? 2 : 3, limit);
        },
        RunTable::read);
  }

  Optional<RunRecord> run(long id) throws SQLException {
    return session.first(ONE, statement -> statement.setLong(1, id), RunTable::read);
  }

  long nextNumber(String connector) throws SQLException {
    return 1
        + session.number(
            LAST_NUMBER, statement -> statement.setString(1, Texts.readable(connector)));
  }

  private static RunRecord read(ResultSet row) throws SQLException {
    return new RunRecord(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getString(5),
        row.getString(6),
        Instant.parse(row.getString(7)),
        instantOf(row.getString(8)));
  }

  static @Nullable String textOf(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  static @Nullable Instant instantOf(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
