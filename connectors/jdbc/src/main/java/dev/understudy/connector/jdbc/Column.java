// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.schema.AttributeType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;

/// One column of a table or query.
///
/// @param label its name as the database spells it
/// @param sqlType one of [java.sql.Types]
/// @param form how its values are written and read
/// @param generated whether the database gives the value
record Column(String label, int sqlType, Form form, boolean generated) {

  /// How values of a column are read and written.
  enum Form {
    BOOLEAN(AttributeType.BOOLEAN),
    INTEGER(AttributeType.NUMBER),
    /// A number that may have a fraction or more than 18 digits.
    DECIMAL(AttributeType.STRING),
    FLOATING(AttributeType.STRING),
    TEXT(AttributeType.STRING),
    /// Text that the database fills up with spaces.
    PADDED(AttributeType.STRING),
    DATE(AttributeType.STRING),
    TIME(AttributeType.STRING),
    TIMESTAMP(AttributeType.STRING),
    /// A timestamp with a time zone.
    INSTANT(AttributeType.STRING),
    UUID(AttributeType.STRING),
    BINARY(AttributeType.BINARY),
    /// A type of the database's own, in its text form.
    OTHER(AttributeType.STRING);

    private final AttributeType type;

    Form(AttributeType type) {
      this.type = type;
    }

    /// The type of its values.
    AttributeType type() {
      return type;
    }

    /// Whether its values are times.
    boolean isTime() {
      return this == TIMESTAMP || this == INSTANT;
    }
  }

  private static final int LONG_DIGITS = 18;

  /// The column at `index`.
  static Column of(ResultSetMetaData metaData, int index) throws SQLException {
    return new Column(
        metaData.getColumnLabel(index),
        metaData.getColumnType(index),
        form(metaData, index),
        metaData.isAutoIncrement(index));
  }

  private static Form form(ResultSetMetaData metaData, int index) throws SQLException {
    String typeName = metaData.getColumnTypeName(index).toLowerCase(Locale.ROOT);
    if (typeName.equals("uuid")) {
      return Form.UUID;
    }
    return switch (metaData.getColumnType(index)) {
      case Types.BOOLEAN -> Form.BOOLEAN;
      case Types.BIT -> metaData.getPrecision(index) > 1 ? Form.OTHER : Form.BOOLEAN;
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Form.INTEGER;
      case Types.NUMERIC, Types.DECIMAL -> {
        int precision = metaData.getPrecision(index);
        boolean whole = metaData.getScale(index) == 0 && precision > 0;
        yield whole && precision <= LONG_DIGITS ? Form.INTEGER : Form.DECIMAL;
      }
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> Form.FLOATING;
      case Types.CHAR, Types.NCHAR -> Form.PADDED;
      case Types.VARCHAR,
          Types.NVARCHAR,
          Types.LONGVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB ->
          Form.TEXT;
      case Types.DATE -> Form.DATE;
      case Types.TIME -> typeName.contains("tz") ? Form.OTHER : Form.TIME;
      case Types.TIMESTAMP ->
          typeName.contains("tz") || typeName.contains("with time zone")
              ? Form.INSTANT
              : Form.TIMESTAMP;
      case Types.TIMESTAMP_WITH_TIMEZONE -> Form.INSTANT;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Form.BINARY;
      default -> Form.OTHER;
    };
  }
}
