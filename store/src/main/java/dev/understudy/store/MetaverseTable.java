// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.metaverse.MetaverseObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The table `metaverse`.
final class MetaverseTable {
  private static final String PUT =
      """
      INSERT INTO metaverse (id, type, body) VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET type = excluded.type, body = excluded.body\
      """;
  private static final String REMOVE = "DELETE FROM metaverse WHERE id = ?";
  private static final String BY_ID = "SELECT id, type, body FROM metaverse WHERE id {keys}";
  private static final String PAGE =
      "SELECT id, type, body FROM metaverse WHERE id > ? ORDER BY id LIMIT ?";
  private static final String COUNT = "SELECT COUNT(*) FROM metaverse";

  private final Session session;
  private final MetaverseCodec codec = new MetaverseCodec();

  MetaverseTable(Session session) {
    this.session = session;
  }

  /// @param objects by ascending identifier, each once
  void put(List<MetaverseObject> objects) throws SQLException {
    session.batch(
        PUT,
        objects,
        (statement, object) -> {
          statement.setLong(1, object.id());
          statement.setInt(2, object.type());
          statement.setBytes(3, codec.write(object));
        });
  }

  void remove(Collection<Long> ids) throws SQLException {
    session.batch(REMOVE, ids);
  }

  List<MetaverseObject> objects(Collection<Long> ids) throws SQLException {
    List<MetaverseObject> objects = new ArrayList<>(ids.size());
    session.eachOf(BY_ID, 0, Session.Binder.NONE, Ids.distinct(ids), row -> objects.add(read(row)));
    return objects;
  }

  List<MetaverseObject> page(long afterId, int limit) throws SQLException {
    return session.list(
        PAGE,
        statement -> {
          statement.setLong(1, afterId);
          statement.setInt(2, limit);
        },
        MetaverseTable::read);
  }

  long count() throws SQLException {
    return session.number(COUNT, Session.Binder.NONE);
  }

  private static MetaverseObject read(ResultSet row) throws SQLException {
    return MetaverseCodec.read(row.getLong(1), row.getInt(2), row.getBytes(3));
  }
}
