// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.IndexKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The table `search_key`: under which values objects are found by joins.
final class SearchKeyTable {
  /// The space of the metaverse; connectors have numbers from 1.
  static final int METAVERSE = 0;

  private static final String ADD =
      """
      INSERT INTO search_key (space, attribute, value, id) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING\
      """;
  private static final String REMOVE =
      "DELETE FROM search_key WHERE space = ? AND attribute = ? AND value = ? AND id = ?";
  static final String BY_KEY =
      "SELECT id FROM search_key WHERE space = ? AND attribute = ? AND value = ? ORDER BY id";

  private static final String HAS =
      "SELECT id FROM search_key WHERE space = ? AND attribute = ? LIMIT 1";

  private final Session session;

  SearchKeyTable(Session session) {
    this.session = session;
  }

  /// One row.
  record Entry(int space, IndexKey key, long id) {
    /// The order of the table.
    static final Comparator<Entry> ORDER =
        Comparator.comparingInt(Entry::space)
            .thenComparingInt(entry -> entry.key().attribute())
            .thenComparing(entry -> entry.key().key(), Arrays::compareUnsigned)
            .thenComparingLong(Entry::id);
  }

  /// @param entries in the order of the table, each once
  void add(List<Entry> entries) throws SQLException {
    session.batch(ADD, entries, SearchKeyTable::bind);
  }

  void remove(List<Entry> entries) throws SQLException {
    session.batch(REMOVE, entries, SearchKeyTable::bind);
  }

  /// Forgets all rows.
  void clear() throws SQLException {
    session.update("DELETE FROM search_key", Session.Binder.NONE);
  }

  long[] ids(int space, IndexKey key) throws SQLException {
    return session.numbers(
        BY_KEY,
        statement -> {
          statement.setInt(1, space);
          statement.setInt(2, key.attribute());
          statement.setBytes(3, key.key());
        });
  }

  /// Whether there is a row of this space and attribute.
  boolean has(int space, int attribute) throws SQLException {
    return session.numbers(
                HAS,
                statement -> {
                  statement.setInt(1, space);
                  statement.setInt(2, attribute);
                })
            .length
        > 0;
  }

  private static void bind(PreparedStatement statement, Entry entry) throws SQLException {
    statement.setInt(1, entry.space());
    statement.setInt(2, entry.key().attribute());
    statement.setBytes(3, entry.key().key());
    statement.setLong(4, entry.id());
  }
}
