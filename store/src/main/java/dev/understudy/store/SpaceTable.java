// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.StoreException;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Writes the table `space`.
///
/// An object that is there already is updated without touching the columns of its indexes when
/// these are what they were, which is nearly always: that saves writing six index pages in random
/// places. An object with a new number is inserted at once.
///
/// Objects may swap names or anchors in one transaction. When that collides halfway, all names of
/// the list are first put out of the way, and then set.
final class SpaceTable {
  /// As [SpaceRow] reads them.
  static final String COLUMNS =
      "id, connector, type, partition_no, parent, metaverse, flags, dn_key, anchor, dn, body";

  private static final String UPDATE =
      """
      UPDATE space SET type = ?, flags = ?, dn = ?, body = ?
      WHERE id = ? AND connector = ? AND partition_no = ? AND parent = ? AND metaverse = ?
        AND imported = ? AND dn_key = ? AND anchor IS NOT DISTINCT FROM ?\
      """;
  private static final String PUT =
      """
      INSERT INTO space (type, flags, dn, body, id, connector, partition_no, parent, metaverse,
        imported, dn_key, anchor)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET type = excluded.type, flags = excluded.flags,
        dn = excluded.dn, body = excluded.body, connector = excluded.connector,
        partition_no = excluded.partition_no, parent = excluded.parent,
        metaverse = excluded.metaverse, imported = excluded.imported, dn_key = excluded.dn_key,
        anchor = excluded.anchor\
      """;
  private static final String PARK = "UPDATE space SET dn_key = ?, anchor = NULL WHERE id = ?";
  private static final String REMOVE = "DELETE FROM space WHERE id = ?";

  private final Session session;
  private final SpaceCodec codec = new SpaceCodec();
  private long highestPut;

  SpaceTable(Session session) {
    this.session = session;
  }

  /// @param objects by ascending identifier, each once
  void put(List<SpaceObject> objects) throws SQLException {
    List<SpaceObject> changed = new ArrayList<>();
    List<SpaceObject> toPut = new ArrayList<>();
    for (SpaceObject object : objects) {
      (object.id() <= highestPut ? changed : toPut).add(object);
    }
    try {
      if (!changed.isEmpty()) {
        toPut.addAll(0, update(changed));
      }
      session.batch(PUT, toPut, this::bind);
    } catch (SQLException e) {
      if (!session.dialect().isDuplicate(e)) {
        throw e;
      }
      park(objects);
      putOneByOne(objects);
    }
    if (!objects.isEmpty()) {
      // A guess is enough: a wrong one costs time only.
      highestPut = Math.max(highestPut, objects.getLast().id());
    }
  }

  void remove(Collection<Long> ids) throws SQLException {
    session.batch(REMOVE, ids);
  }

  /// Updates what keeps its name and place, and returns the others.
  private List<SpaceObject> update(List<SpaceObject> objects) throws SQLException {
    int[] updated = session.batch(UPDATE, objects, this::bind);
    List<SpaceObject> others = new ArrayList<>();
    for (int i = 0; i < updated.length; i++) {
      if (updated[i] == 0) {
        others.add(objects.get(i));
      }
    }
    return others;
  }

  private void bind(PreparedStatement statement, SpaceObject object) throws SQLException {
    SpaceIdentity identity = object.identity();
    statement.setInt(1, identity.type());
    statement.setInt(2, object.state().flags());
    statement.setString(3, Texts.readable(identity.dn().text()));
    statement.setBytes(4, codec.write(object));
    statement.setLong(5, object.id());
    statement.setInt(6, object.connector());
    statement.setInt(7, identity.partition());
    statement.setLong(8, identity.parent());
    statement.setLong(9, object.lineage().metaverse());
    statement.setInt(10, object.images().imported() == null ? 0 : 1);
    statement.setBytes(11, identity.dn().key().toBytes());
    statement.setBytes(12, identity.anchor() == null ? null : identity.anchor().bytes());
  }

  /// Gives the objects that are there names that no object can have.
  private void park(List<SpaceObject> objects) throws SQLException {
    session.batch(
        PARK,
        objects,
        (statement, object) -> {
          statement.setBytes(1, ByteBuffer.allocate(8).putLong(object.id()).array());
          statement.setLong(2, object.id());
        });
  }

  private void putOneByOne(List<SpaceObject> objects) throws SQLException {
    PreparedStatement statement = session.prepare(PUT);
    for (SpaceObject object : objects) {
      bind(statement, object);
      try {
        statement.executeUpdate();
      } catch (SQLException e) {
        if (!session.dialect().isDuplicate(e)) {
          throw e;
        }
        throw taken(object, e);
      }
    }
  }

  private static StoreException taken(SpaceObject object, SQLException cause) {
    return new StoreException(
        StoreException.Code.FAILED,
        "Connector-space object %d cannot be stored: another object of connector %d has the name \"%s\" or the anchor %s. Nothing of the batch was kept."
            .formatted(
                object.id(),
                object.connector(),
                object.identity().dn().text(),
                Optional.ofNullable(object.identity().anchor()).map(Object::toString).orElse("-")),
        cause);
  }
}
