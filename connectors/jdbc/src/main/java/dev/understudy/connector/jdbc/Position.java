// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.jdbc.JdbcSettings.Overlap;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A place in the order of changes: a number or a time, by the form of its column.
///
/// @param column where such positions are
/// @param text in the form in which [Cell] reads and writes it
record Position(Column column, String text) {

  /// The position that `text` says; empty when it says none.
  static Optional<Position> parse(Column column, String text) {
    Position position = new Position(column, text);
    try {
      position.compareTo(position);
      return Optional.of(position);
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// Only what has an order that Java knows can be a position.
  static Column checked(String connector, Column column, String setting) {
    return switch (column.form()) {
      case INTEGER, DECIMAL, TIMESTAMP, INSTANT -> column;
      default ->
          throw new ConnectorException(
              ErrorCode.CONFIGURATION,
              "connector %s: \"%s\" names the column %s, which holds neither numbers nor timestamps"
                  .formatted(connector, setting, column.label()));
    };
  }

  int compareTo(Position other) {
    return switch (column.form()) {
      case TIMESTAMP -> LocalDateTime.parse(text).compareTo(LocalDateTime.parse(other.text));
      case INSTANT -> Instant.parse(text).compareTo(Instant.parse(other.text));
      default -> new BigDecimal(text).compareTo(new BigDecimal(other.text));
    };
  }

  /// A little before.
  Position before(Overlap overlap) {
    String earlier =
        switch (column.form()) {
          case TIMESTAMP ->
              DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                  LocalDateTime.parse(text).minus(overlap.time()));
          case INSTANT -> Instant.parse(text).minus(overlap.time()).toString();
          default -> new BigDecimal(text).subtract(new BigDecimal(overlap.count())).toPlainString();
        };
    return new Position(column, earlier);
  }

  /// The later of both.
  static @Nullable Position later(@Nullable Position one, @Nullable Position other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }

  void bind(PreparedStatement statement, int index) throws SQLException {
    try {
      Cell.bind(statement, index, column, text);
    } catch (Refused e) {
      throw new IllegalStateException("a position was parsed before", e);
    }
  }
}
