// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Brings the tables of a store to the version of this program, each step in one transaction.
final class Migrations {
  private static final List<String> STEPS = List.of("V0001__first.sql");
  private static final String VERSIONS = "understudy_version";

  private final Dialect dialect;
  private final String place;

  /// @param place where the store is, for messages
  Migrations(Dialect dialect, String place) {
    this.dialect = dialect;
    this.place = place;
  }

  /// @param connection not in automatic commit
  void run(Connection connection) throws SQLException {
    int version = version(connection);
    if (version > STEPS.size()) {
      throw new StoreException(
          StoreException.Code.VERSION,
          "The store %s has version %d, this program knows up to %d: a newer Understudy wrote it. Use that one, or give this one a store of its own."
              .formatted(place, version, STEPS.size()));
    }
    for (int next = version + 1; next <= STEPS.size(); next++) {
      try (Statement statement = connection.createStatement()) {
        if (next == 1) {
          statement.executeUpdate("CREATE TABLE " + VERSIONS + " (version INTEGER NOT NULL)");
        }
        for (String sql : statements(text(STEPS.get(next - 1)))) {
          statement.executeUpdate(sql);
        }
        statement.executeUpdate("INSERT INTO " + VERSIONS + " (version) VALUES (" + next + ")");
      }
      connection.commit();
    }
  }

  private int version(Connection connection) throws SQLException {
    Set<String> tables = tables(connection);
    if (tables.isEmpty()) {
      return 0;
    }
    if (!tables.contains(VERSIONS)) {
      throw new StoreException(
          StoreException.Code.VERSION,
          "%s is no store of Understudy: it holds other tables (%s). Name another file, database or schema."
              .formatted(place, String.join(", ", tables.stream().limit(3).toList())));
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT MAX(version) FROM " + VERSIONS)) {
      return result.next() ? result.getInt(1) : 0;
    }
  }

  private static Set<String> tables(Connection connection) throws SQLException {
    Set<String> tables = new TreeSet<>();
    String[] kinds = {"TABLE", "PARTITIONED TABLE"};
    try (ResultSet result =
        connection.getMetaData().getTables(null, connection.getSchema(), "%", kinds)) {
      while (result.next()) {
        tables.add(result.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return tables;
  }

  /// The statements of a migration in this dialect.
  private List<String> statements(String text) {
    StringBuilder sql = new StringBuilder();
    for (String line : text.lines().toList()) {
      String mine =
          line.startsWith("only " + dialect.name() + ": ")
              ? line.substring(line.indexOf(':') + 2)
              : line;
      if (!mine.startsWith("--") && !mine.startsWith("only ")) {
        sql.append(mine).append('\n');
      }
    }
    String inDialect = sql.toString();
    for (Map.Entry<String, String> word : dialect.words().entrySet()) {
      inDialect = inDialect.replace("{" + word.getKey() + "}", word.getValue());
    }
    return List.of(inDialect.split(";\n\\s*", 0));
  }

  private static String text(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream("/db/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program is incomplete: /db/" + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
