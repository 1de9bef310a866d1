// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ConnectorFactory.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a JDBC connector is told. Identifiers are here as they were written: the database decides
/// how it spells those without quotes.
///
/// @param name the connector's name, for messages
/// @param access where the database is and who asks
/// @param types how each type of objects is stored
/// @param delta how changes are found
/// @param limits how much and how long at a time
record JdbcSettings(
    String name, Access access, Map<String, TypeSettings> types, Delta delta, Limits limits) {

  /// @param url of the database
  /// @param account who asks; null for nobody
  /// @param properties for the driver
  /// @param drivers jar files of a driver that is not on the class path
  record Access(
      String url, @Nullable Account account, Map<String, String> properties, List<Path> drivers) {}

  /// A name and its password.
  record Account(String user, @Nullable String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /// One type of objects.
  ///
  /// @param source the rows
  /// @param key the column that identifies a row for life
  /// @param nameColumn the column that names it
  /// @param filter an SQL condition that rows in scope meet; null for all rows
  /// @param attributes what belongs to the rows
  record TypeSettings(
      Source source,
      String key,
      String nameColumn,
      @Nullable String filter,
      AttributeSettings attributes) {}

  /// Where rows are: read by the query where there is one, written to the table where there is one.
  record Source(@Nullable String table, @Nullable String query) {}

  /// @param renamed column to attribute; a column that is not named keeps its name
  /// @param lists multi-valued attributes, by name
  /// @param references attribute to the type that it refers to, or [#NAMES]
  record AttributeSettings(
      Map<String, String> renamed,
      Map<String, ListSettings> lists,
      Map<String, String> references) {
    /// A reference of which the database holds the name, not the key.
    static final String NAMES = "names";
  }

  /// A multi-valued attribute.
  ///
  /// @param source the rows
  /// @param owner the column with the owner's key; null for the first one of a query
  /// @param value the column with the value; null for the second one of a query
  record ListSettings(Source source, @Nullable String owner, @Nullable String value) {}

  /// How changes are found.
  sealed interface Delta {
    /// Not at all.
    record None() implements Delta {}

    /// By a column that grows with every change of a row.
    ///
    /// @param columns type to column
    /// @param overlap how far before the last change the next read begins
    record Columns(Map<String, String> columns, Overlap overlap) implements Delta {}

    /// By a table in which triggers note what changed.
    ///
    /// @param table with these columns
    /// @param columns its columns
    /// @param positionQuery says where the next read shall begin; null for the last position noted
    /// @param overlap how far before it the next read begins
    record Log(String table, LogColumns columns, @Nullable String positionQuery, Overlap overlap)
        implements Delta {}
  }

  /// @param position what grows from note to note
  /// @param type the type of the object
  /// @param key its key
  record LogColumns(String position, String type, String key) {}

  /// Transactions become visible after the moment that they note, so a read goes back a little.
  ///
  /// @param time where positions are times
  /// @param count where they are numbers
  record Overlap(Duration time, int count) {}

  /// @param callTimeout the longest wait for one answer
  /// @param connections how many connections write at the same time
  /// @param fetchSize rows that the database hands over at once
  /// @param qualified whether names and keys carry the type in front
  record Limits(Duration callTimeout, int connections, int fetchSize, boolean qualified) {}

  static final List<Setting> SETTINGS =
      List.of(
          new Setting("url", "jdbc:postgresql://host/database, for example.", true, false),
          optional("user", "The account that asks."),
          new Setting("password", "Its password.", false, true),
          optional("ca-file", "Certificates to trust, PEM; PostgreSQL; default: the platform's."),
          optional(
              "allow-clear-text",
              "true: PostgreSQL may be used without verified TLS; default false."),
          new Setting("properties", "name=value for the driver, one per line.", false, true),
          optional("driver", "Jar files of a driver that is not shipped, one per line."),
          optional("tables", "type=table, one per line: its rows are read and written."),
          optional("queries", "type=SELECT …, one per line: read instead of the table."),
          new Setting("keys", "type=column that identifies a row for life.", true, false),
          optional("names", "type=column that names a row; default: the key."),
          optional("filter", "type=SQL condition that rows in scope meet."),
          optional("attributes", "type.column=attribute, one per line, to rename."),
          optional(
              "lists", "type.attribute=table(owner column, value column): a multi-valued one."),
          optional(
              "list-queries",
              "type.attribute=SELECT owner key, value FROM …: a multi-valued one, only read."),
          optional(
              "references",
              "type.attribute=type, where the column holds a key of that type; type.attribute=names"
                  + " where it holds names."),
          optional("change-columns", "type=column that grows with every change of a row."),
          optional("change-log", "The table in which triggers note what changed."),
          optional(
              "change-log-columns",
              "Its columns; default position=position type=object_type key=object_key."),
          optional(
              "change-position",
              "SELECT that says where the next read of the log begins; default: the last position"
                  + " noted."),
          optional("change-overlap", "How far before it a read begins, for times; default 5m."),
          optional(
              "change-overlap-count",
              "How far before it a read begins, for numbers; default 1000."),
          optional(
              "qualified",
              "true: names and anchors are type/value; default: true with several types."),
          optional("call-timeout", "The longest wait for one answer; default 30s."),
          optional("connections", "Connections that write at the same time, 1 to 64; default 4."),
          optional("fetch-size", "Rows handed over at once, 1 to 100000; default 1000."));

  private static Setting optional(String name, String description) {
    return new Setting(name, description, false, false);
  }
}
