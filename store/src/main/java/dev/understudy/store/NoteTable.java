// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table `note`.
final class NoteTable {
  private static final String PUT =
      """
      INSERT INTO note (name, text) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET text = excluded.text\
      """;
  private static final String REMOVE = "DELETE FROM note WHERE name = ?";
  private static final String GET = "SELECT text FROM note WHERE name = ?";

  private final Session session;

  NoteTable(Session session) {
    this.session = session;
  }

  void put(String name, @Nullable String text) throws SQLException {
    session.update(
        text == null ? REMOVE : PUT,
        statement -> {
          statement.setString(1, name);
          if (text != null) {
            statement.setBytes(2, Texts.toBytes(text));
          }
        });
  }

  Optional<String> get(String name) throws SQLException {
    return session.first(
        GET, statement -> statement.setString(1, name), row -> Texts.fromBytes(row.getBytes(1)));
  }
}
