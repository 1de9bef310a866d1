// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Values in and out of columns. Times travel as ISO 8601 text, those with a time zone in UTC;
/// fractions as plain decimals.
final class Cell {
  private Cell() {}

  /// The value at `index`; null when the column has none.
  static @Nullable Value read(ResultSet row, int index, Column column)
      throws SQLException, Unreadable {
    return switch (column.form()) {
      case BOOLEAN -> {
        boolean bool = row.getBoolean(index);
        yield row.wasNull() ? null : Value.of(bool);
      }
      case INTEGER -> {
        long number = row.getLong(index);
        yield row.wasNull() ? null : Value.of(number);
      }
      case BINARY -> {
        byte[] bytes = row.getBytes(index);
        yield bytes == null ? null : Value.of(bytes);
      }
      case DECIMAL, FLOATING, TEXT, PADDED, DATE, TIME, TIMESTAMP, INSTANT, UUID, OTHER -> {
        String text = text(row, index, column);
        yield text == null ? null : Value.of(text);
      }
    };
  }

  /// The value at `index` as text, in the one form that equal values have; null when there is none.
  static @Nullable String text(ResultSet row, int index, Column column)
      throws SQLException, Unreadable {
    try {
      return switch (column.form()) {
        case BOOLEAN, INTEGER, BINARY -> {
          Value value = read(row, index, column);
          yield value == null ? null : text(value);
        }
        case DECIMAL -> {
          BigDecimal decimal = row.getBigDecimal(index);
          yield decimal == null ? null : decimal.toPlainString();
        }
        case PADDED -> {
          String text = row.getString(index);
          yield text == null ? null : withoutPadding(text);
        }
        case DATE -> {
          LocalDate date = row.getObject(index, LocalDate.class);
          yield date == null ? null : date.toString();
        }
        case TIME -> {
          LocalTime time = row.getObject(index, LocalTime.class);
          yield time == null ? null : DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        case TIMESTAMP -> {
          LocalDateTime time = row.getObject(index, LocalDateTime.class);
          yield time == null ? null : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        case INSTANT -> {
          OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
          yield time == null ? null : time.toInstant().toString();
        }
        case FLOATING, TEXT, UUID, OTHER -> row.getString(index);
      };
    } catch (DateTimeException | NumberFormatException e) {
      throw new Unreadable(
          "invalid-attribute-value", "column %s: %s".formatted(column.label(), e.getMessage()));
    }
  }

  /// Puts a value into a statement; null for none.
  static void bind(PreparedStatement statement, int index, Column column, @Nullable Value value)
      throws SQLException, Refused {
    if (value == null) {
      statement.setNull(index, column.form() == Column.Form.UUID ? Types.OTHER : column.sqlType());
    } else if (column.form() == Column.Form.BINARY) {
      if (!(value instanceof Value.Binary(byte[] bytes))) {
        throw Refused.because(
            "type-mismatch", "column %s takes bytes, not text".formatted(column.label()));
      }
      statement.setBytes(index, bytes);
    } else {
      bind(statement, index, column, text(value));
    }
  }

  /// Puts a value into a statement that is written as text.
  static void bind(PreparedStatement statement, int index, Column column, String text)
      throws SQLException, Refused {
    try {
      switch (column.form()) {
        case BOOLEAN -> statement.setBoolean(index, bool(text));
        case INTEGER -> statement.setLong(index, Long.parseLong(text));
        case DECIMAL -> statement.setBigDecimal(index, new BigDecimal(text));
        case FLOATING -> statement.setDouble(index, Double.parseDouble(text));
        case TEXT, PADDED -> statement.setString(index, text);
        case DATE -> statement.setObject(index, LocalDate.parse(text));
        case TIME -> statement.setObject(index, LocalTime.parse(text));
        case TIMESTAMP -> statement.setObject(index, LocalDateTime.parse(text));
        case INSTANT -> statement.setObject(index, Instant.parse(text).atOffset(ZoneOffset.UTC));
        case UUID -> statement.setObject(index, UUID.fromString(text));
        case BINARY, OTHER -> statement.setObject(index, text, Types.OTHER);
      }
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw Refused.because(
          "invalid-attribute-value",
          "column %s takes no \"%s\": %s".formatted(column.label(), text, e.getMessage()));
    }
  }

  /// A value as text.
  static String text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Int64(long number) -> Long.toString(number);
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Binary binary -> binary.toString();
      case Value.Reference(Dn dn) -> dn.text();
    };
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true", "True", "TRUE", "1" -> true;
      case "false", "False", "FALSE", "0" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  private static String withoutPadding(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }
}
