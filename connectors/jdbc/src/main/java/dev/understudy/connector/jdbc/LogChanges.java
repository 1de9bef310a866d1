// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.connector.jdbc.JdbcSettings.Delta;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes by a table in which triggers note the type and the key of what changed. What happened
/// does not matter: the row is read as it is now, and one that is not there was deleted. Nothing is
/// written to the log; who empties it leaves its last line.
final class LogChanges implements ChangeReader {
  private static final String PREFIX = "jdbc-log1 ";
  private static final String EMPTY = "empty";
  private static final String FILLED = "filled";

  private final Reading reading;
  private final Delta.Log log;
  private final String table;
  private final Map<String, Column> columns;
  private final Column position;

  LogChanges(Reading reading, Delta.Log log) throws SQLException {
    this.reading = reading;
    this.log = log;
    this.table = reading.model().sql().table(log.table());
    this.columns = reading.columns(table);
    this.position =
        Position.checked(
            reading.settings().name(), column(log.columns().position()), "change-log-columns");
  }

  @Override
  public ReadEnd readAll(ReadScope scope, ImportSink sink)
      throws SQLException, InterruptedException {
    Watermark next = watermark(now());
    for (TypeModel type : reading.types(scope)) {
      reading.objects(type, scope).readAll(sink);
    }
    return new ReadEnd.Complete(next);
  }

  @Override
  public ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws SQLException, InterruptedException {
    String[] parts = since.text().split(" ", -1);
    if (parts.length != 3 || !since.text().startsWith(PREFIX)) {
      return new ReadEnd.FullReadRequired("the watermark is not one of a change log");
    }
    Position before = Position.parse(position, parts[1]).orElse(null);
    if (before == null && !parts[1].isEmpty()) {
      return new ReadEnd.FullReadRequired("the watermark is damaged");
    }
    Position now = now();
    Optional<String> broken = broken(before, now, parts[2].equals(EMPTY));
    if (broken.isPresent()) {
      return new ReadEnd.FullReadRequired(broken.get());
    }
    readNoted(scope, before, sink);
    return new ReadEnd.Complete(watermark(Position.later(now, before)));
  }

  /// Why the log does not tell everything since `before`; empty when it does.
  private Optional<String> broken(
      @Nullable Position before, @Nullable Position now, boolean wasEmpty) throws SQLException {
    if (before == null) {
      return Optional.empty();
    }
    if (now != null && now.compareTo(before) < 0) {
      return Optional.of(
          "the change log %s was begun anew: it stands at %s, the last read at %s"
              .formatted(log.table(), now.text(), before.text()));
    }
    return wasEmpty || reaches(before)
        ? Optional.empty()
        : Optional.of(
            "the change log %s has lost what was noted up to %s; keep its last line"
                .formatted(log.table(), before.text()));
  }

  private boolean reaches(Position before) throws SQLException {
    String sql = "SELECT MIN(%s) FROM %s t".formatted(quoted(log.columns().position()), table);
    try (PreparedStatement statement = reading.prepare(sql);
        ResultSet result = statement.executeQuery()) {
      Position first = result.next() ? position(result) : null;
      return first != null && first.compareTo(before) <= 0;
    }
  }

  private void readNoted(ReadScope scope, @Nullable Position since, ImportSink sink)
      throws SQLException, InterruptedException {
    Column type = column(log.columns().type());
    Column key = column(log.columns().key());
    String sql =
        "SELECT DISTINCT %s, %s FROM %s t"
            .formatted(quoted(log.columns().type()), quoted(log.columns().key()), table);
    Map<String, Noted> noted = new HashMap<>();
    for (TypeModel each : reading.types(scope)) {
      noted.put(each.type(), new Noted(reading.objects(each, scope), sink));
    }
    try (PreparedStatement statement =
        reading.prepare(
            since == null ? sql : sql + " WHERE " + quoted(log.columns().position()) + " >= ?")) {
      if (since != null) {
        Position from = log.positionQuery() == null ? since.before(log.overlap()) : since;
        from.bind(statement, 1);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          ObjectReader.stopIfInterrupted();
          Noted changed = noted.get(String.valueOf(Cell.text(result, 1, type)));
          String changedKey = Cell.text(result, 2, key);
          if (changed != null && changedKey != null) {
            changed.add(changedKey);
          }
        }
      } catch (Unreadable e) {
        throw new SQLException(e.getMessage(), "22000", e);
      }
    }
    for (Noted changed : noted.values()) {
      changed.flush();
    }
  }

  /// Keys of one type, until there are enough to read their rows.
  private static final class Noted {
    private final ObjectReader reader;
    private final ImportSink sink;
    private final List<String> keys = new ArrayList<>();

    Noted(ObjectReader reader, ImportSink sink) {
      this.reader = reader;
      this.sink = sink;
    }

    void add(String key) throws SQLException, InterruptedException {
      keys.add(key);
      if (keys.size() == KeyChunks.SIZE_MAX) {
        flush();
      }
    }

    void flush() throws SQLException, InterruptedException {
      reader.readKeys(keys, sink);
      keys.clear();
    }
  }

  /// Where the log stands; null when nothing was noted yet.
  private @Nullable Position now() throws SQLException {
    String query = log.positionQuery();
    String sql =
        query == null
            ? "SELECT MAX(%s) FROM %s t".formatted(quoted(log.columns().position()), table)
            : query;
    try (PreparedStatement statement = reading.prepare(sql);
        ResultSet result = statement.executeQuery()) {
      return result.next() ? position(result) : null;
    }
  }

  private @Nullable Position position(ResultSet result) throws SQLException {
    try {
      String text = Cell.text(result, 1, position);
      return text == null ? null : new Position(position, text);
    } catch (Unreadable e) {
      throw new SQLException(e.getMessage(), "22000", e);
    }
  }

  private Watermark watermark(@Nullable Position now) throws SQLException {
    boolean filled = now != null && reaches(now);
    return new Watermark(
        PREFIX + (now == null ? "" : now.text()) + " " + (filled ? FILLED : EMPTY));
  }

  private String quoted(String written) {
    return "t." + reading.model().sql().quoted(column(written).label());
  }

  private Column column(String written) {
    return reading.column(columns, written, "change-log-columns");
  }
}
