// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.AnchorSketch;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.connector.jdbc.JdbcSettings.Delta;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes by a column that grows with every change of a row. A deleted row leaves no trace there,
/// so each read of changes also passes over all keys and compares them with the [AnchorSketch] of
/// the last read; when one is missing a full read is required, which finds out which. A row that
/// ceases to meet the filter is known to be gone, when its change column told of it.
final class ColumnChanges implements ChangeReader {
  private static final String PREFIX = "jdbc-column1 ";

  private final Reading reading;
  private final Delta.Columns delta;
  private final Map<String, Column> columns = new HashMap<>();

  ColumnChanges(Reading reading, Delta.Columns delta) throws SQLException {
    this.reading = reading;
    this.delta = delta;
    for (TypeModel type : reading.model().types().values()) {
      String written = delta.columns().getOrDefault(type.type(), "");
      Column column =
          reading.column(reading.columns(type.rows().source()), written, "change-columns");
      columns.put(
          type.type(), Position.checked(reading.settings().name(), column, "change-columns"));
    }
  }

  @Override
  public ReadEnd readAll(ReadScope scope, ImportSink sink)
      throws SQLException, InterruptedException {
    Map<String, Position> now = positions(scope);
    AnchorSketch sketch = new AnchorSketch();
    for (TypeModel type : reading.types(scope)) {
      reading.objects(type, scope).readAll(new Sketching(sink, sketch));
    }
    return new ReadEnd.Complete(watermark(sketch, now));
  }

  @Override
  public ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws SQLException, InterruptedException {
    String[] parts = since.text().split(" ", -1);
    Optional<AnchorSketch> before =
        since.text().startsWith(PREFIX) ? AnchorSketch.parse(parts[1]) : Optional.empty();
    if (before.isEmpty()) {
      return new ReadEnd.FullReadRequired("the watermark is not one of a change column");
    }
    Map<String, Position> positions = parsed(parts);
    Map<String, Position> now = positions(scope);
    AnchorSketch there = new AnchorSketch();
    AnchorSketch next = new AnchorSketch();
    for (TypeModel type : reading.types(scope)) {
      sketch(type, positions.get(type.type()), there, next);
    }
    if (!there.keeps(before.get())) {
      return new ReadEnd.FullReadRequired(
          "a row was deleted, and the database does not tell which");
    }
    for (TypeModel type : reading.types(scope)) {
      readChanged(type, positions.get(type.type()), scope, sink);
      Position later = Position.later(now.get(type.type()), positions.get(type.type()));
      if (later != null) {
        now.put(type.type(), later);
      }
    }
    return new ReadEnd.Complete(watermark(next, now));
  }

  /// Passes over the keys of a type.
  ///
  /// @param there gets what is in scope or may have left it
  /// @param next gets what is in scope
  private void sketch(
      TypeModel type, @Nullable Position since, AnchorSketch there, AnchorSketch next)
      throws SQLException, InterruptedException {
    String filter = type.rows().filter();
    String sql =
        "SELECT t.%s, CASE WHEN %s THEN 1 ELSE 0 END, CASE WHEN %s THEN 1 ELSE 0 END FROM %s"
            .formatted(
                reading.model().sql().quoted(type.keys().key().label()),
                changed(type, since),
                filter == null ? "1 = 1" : filter,
                type.rows().all("t"));
    try (PreparedStatement statement = reading.prepare(sql)) {
      bind(statement, since);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          ObjectReader.stopIfInterrupted();
          String key = Cell.text(result, 1, type.keys().key());
          boolean changed = result.getInt(2) == 1;
          boolean inScope = result.getInt(3) == 1;
          if (key == null || key.isEmpty()) {
            continue;
          }
          if (inScope || changed) {
            there.add(reading.model().anchor(type.type(), key), changed);
          }
          if (inScope) {
            next.add(reading.model().anchor(type.type(), key), false);
          }
        }
      } catch (Unreadable e) {
        throw new SQLException(e.getMessage(), "22000", e);
      }
    }
  }

  private void readChanged(
      TypeModel type, @Nullable Position since, ReadScope scope, ImportSink sink)
      throws SQLException, InterruptedException {
    ObjectReader objects = reading.objects(type, scope);
    String sql =
        "SELECT t.%s FROM %s WHERE %s"
            .formatted(
                reading.model().sql().quoted(type.keys().key().label()),
                type.rows().all("t"),
                changed(type, since));
    List<String> keys = new ArrayList<>();
    try (PreparedStatement statement = reading.prepare(sql)) {
      bind(statement, since);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          ObjectReader.stopIfInterrupted();
          String key = Cell.text(result, 1, type.keys().key());
          if (key != null && !key.isEmpty()) {
            keys.add(key);
          }
          if (keys.size() == KeyChunks.SIZE_MAX) {
            objects.readKeys(keys, sink);
            keys.clear();
          }
        }
      } catch (Unreadable e) {
        throw new SQLException(e.getMessage(), "22000", e);
      }
    }
    objects.readKeys(keys, sink);
  }

  private String changed(TypeModel type, @Nullable Position since) {
    String column = "t." + reading.model().sql().quoted(column(type).label());
    return since == null ? "1 = 1" : "%s >= ? OR %s IS NULL".formatted(column, column);
  }

  private void bind(PreparedStatement statement, @Nullable Position since) throws SQLException {
    if (since != null) {
      since.before(delta.overlap()).bind(statement, 1);
    }
  }

  /// How far each type has come.
  private Map<String, Position> positions(ReadScope scope) throws SQLException {
    Map<String, Position> positions = new LinkedHashMap<>();
    for (TypeModel type : reading.types(scope)) {
      Column column = column(type);
      String sql =
          "SELECT MAX(t.%s) FROM %s"
              .formatted(reading.model().sql().quoted(column.label()), type.rows().all("t"));
      try (PreparedStatement statement = reading.prepare(sql);
          ResultSet result = statement.executeQuery()) {
        String text = result.next() ? Cell.text(result, 1, column) : null;
        if (text != null) {
          positions.put(type.type(), new Position(column, text));
        }
      } catch (Unreadable e) {
        throw new SQLException(e.getMessage(), "22000", e);
      }
    }
    return positions;
  }

  private Column column(TypeModel type) {
    Column column = columns.get(type.type());
    if (column == null) {
      throw new IllegalStateException("every type has a change column");
    }
    return column;
  }

  /// The positions in a watermark; a type that is not there begins at its beginning.
  private Map<String, Position> parsed(String[] parts) {
    Map<String, Position> positions = new HashMap<>();
    for (int i = 2; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String type =
          URLDecoder.decode(parts[i].substring(0, Math.max(equals, 0)), StandardCharsets.UTF_8);
      Column column = columns.get(type);
      if (column != null) {
        Position.parse(column, parts[i].substring(equals + 1))
            .ifPresent(position -> positions.put(type, position));
      }
    }
    return positions;
  }

  private static Watermark watermark(AnchorSketch sketch, Map<String, Position> positions) {
    StringBuilder text = new StringBuilder(PREFIX).append(sketch.toText());
    positions.forEach((type, position) ->
        text.append(' ')
            .append(URLEncoder.encode(type, StandardCharsets.UTF_8))
            .append('=')
            .append(position.text()));
    return new Watermark(text.toString());
  }

  /// Adds what passes through to a sketch.
  private record Sketching(ImportSink sink, AnchorSketch sketch) implements ImportSink {
    @Override
    public void accept(ImportedChange change) throws InterruptedException {
      if (change instanceof ImportedChange.Present present) {
        sketch.add(present.anchor(), false);
      }
      sink.accept(change);
    }

    @Override
    public void reject(DiscoveryError error) throws InterruptedException {
      sink.reject(error);
    }
  }
}
