// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.StepError;
import dev.understudy.engine.store.StepRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tables `run_step`, `run_counter` and `run_error`.
final class StepTable {
  private static final String PUT =
      """
      INSERT INTO run_step (id, run, number, type, partition_name, result, detail, started, ended)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET run = excluded.run, number = excluded.number,
        type = excluded.type, partition_name = excluded.partition_name,
        result = excluded.result, detail = excluded.detail, started = excluded.started,
        ended = excluded.ended\
      """;
  private static final String REMOVE_COUNTERS = "DELETE FROM run_counter WHERE step = ?";
  private static final String ADD_COUNTER =
      "INSERT INTO run_counter (step, name, value) VALUES (?, ?, ?)";
  private static final String ADD_ERROR =
      "INSERT INTO run_error (step, object, dn, name, detail) VALUES (?, ?, ?, ?, ?)";

  private static final String OF_RUN =
      """
      SELECT step.id, step.run, step.number, step.type, step.partition_name, step.result,
        step.detail, step.started, step.ended, counter.name, counter.value
      FROM run_step AS step LEFT JOIN run_counter AS counter ON counter.step = step.id
      WHERE step.run = ? ORDER BY step.number, step.id\
      """;
  private static final String ERRORS =
      "SELECT step, object, dn, name, detail FROM run_error WHERE step = ? ORDER BY id LIMIT ?";

  private final Session session;

  StepTable(Session session) {
    this.session = session;
  }

  void put(StepRecord step) throws SQLException {
    session.update(
        PUT,
        statement -> {
          statement.setLong(1, step.id());
          statement.setLong(2, step.run());
          statement.setInt(3, step.number());
          statement.setString(4, Texts.readable(step.type()));
          statement.setString(5, Texts.readable(step.partition()));
          statement.setString(6, Texts.readable(step.result()));
          statement.setString(7, Texts.readable(step.detail()));
          statement.setString(8, step.started().toString());
          statement.setString(9, RunTable.textOf(step.ended()));
        });
    session.batch(REMOVE_COUNTERS, List.of(step.id()));
    session.batch(
        ADD_COUNTER,
        step.counters().entrySet(),
        (statement, counter) -> {
          statement.setLong(1, step.id());
          statement.setString(2, Texts.readable(counter.getKey()));
          statement.setLong(3, counter.getValue());
        });
  }

  void addErrors(List<StepError> errors) throws SQLException {
    session.batch(
        ADD_ERROR,
        errors,
        (statement, error) -> {
          statement.setLong(1, error.step());
          statement.setLong(2, error.object());
          statement.setString(3, Texts.readable(error.dn()));
          statement.setString(4, Texts.readable(error.name()));
          statement.setString(5, Texts.readable(error.detail()));
        });
  }

  List<StepRecord> steps(long run) throws SQLException {
    List<StepRecord> steps = new ArrayList<>();
    Map<String, Long> counters = new HashMap<>();
    session.each(
        OF_RUN,
        statement -> statement.setLong(1, run),
        row -> {
          boolean more = !steps.isEmpty() && steps.getLast().id() == row.getLong(1);
          if (!more) {
            counters.clear();
          }
          String counter = row.getString(10);
          if (counter != null) {
            counters.put(counter, row.getLong(11));
          }
          StepRecord step = read(row, counters);
          if (more) {
            steps.set(steps.size() - 1, step);
          } else {
            steps.add(step);
          }
        });
    return steps;
  }

  List<StepError> errors(long step, int limit) throws SQLException {
    return session.list(
        ERRORS,
        statement -> {
          statement.setLong(1, step);
          statement.setInt(2, limit);
        },
        row ->
            new StepError(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)));
  }

  private static StepRecord read(ResultSet row, Map<String, Long> counters) throws SQLException {
    return new StepRecord(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        Instant.parse(row.getString(8)),
        RunTable.instantOf(row.getString(9)),
        counters);
  }
}
