// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.space.SpaceObject;
import dev.understudy.value.Anchor;
import dev.understudy.value.DnKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the table `space`.
final class SpaceQueries {
  private static final String SELECT = "SELECT " + SpaceTable.COLUMNS + " FROM space ";
  private static final String BY_ID = SELECT + "WHERE id {keys}";
  private static final String BY_ANCHOR = SELECT + "WHERE connector = ? AND anchor {keys}";
  private static final String BY_DN = SELECT + "WHERE connector = ? AND dn_key {keys}";
  private static final String BY_METAVERSE = SELECT + "WHERE metaverse <> 0 AND metaverse {keys}";
  private static final String CHILDREN = SELECT + "WHERE parent = ? AND id > ? ORDER BY id LIMIT ?";
  private static final String IDS_BY_DN =
      "SELECT dn_key, id FROM space WHERE connector = ? AND dn_key {keys}";
  private static final String METAVERSE_OF = "SELECT id, metaverse FROM space WHERE id {keys}";
  private static final String IMPORTED =
      """
      SELECT id FROM space
      WHERE connector = ? AND partition_no = ? AND imported <> 0 AND id > ? ORDER BY id LIMIT ?\
      """;
  private static final String COUNT_IMPORTED =
      "SELECT COUNT(*) FROM space WHERE connector = ? AND partition_no = ? AND imported <> 0";

  private final Session session;

  SpaceQueries(Session session) {
    this.session = session;
  }

  List<SpaceObject> objects(Collection<Long> ids) throws SQLException {
    return objects(BY_ID, 0, Session.Binder.NONE, Ids.distinct(ids));
  }

  List<SpaceObject> byAnchor(int connector, Collection<Anchor> anchors) throws SQLException {
    List<byte[]> keys =
        anchors.stream().map(Anchor::bytes).sorted(Arrays::compareUnsigned).toList();
    return objects(BY_ANCHOR, 1, statement -> statement.setInt(1, connector), distinct(keys));
  }

  List<SpaceObject> byDn(int connector, Collection<DnKey> names) throws SQLException {
    List<byte[]> keys = names.stream().sorted().distinct().map(DnKey::toBytes).toList();
    return objects(BY_DN, 1, statement -> statement.setInt(1, connector), keys);
  }

  List<SpaceObject> joinedTo(Collection<Long> metaverseIds) throws SQLException {
    return objects(BY_METAVERSE, 0, Session.Binder.NONE, Ids.distinct(metaverseIds));
  }

  private List<SpaceObject> objects(String sql, int others, Session.Binder binder, List<?> keys)
      throws SQLException {
    List<SpaceObject> objects = new ArrayList<>(keys.size());
    session.eachOf(sql, others, binder, keys, row -> objects.add(read(row)));
    return objects;
  }

  long[] idsByDn(int connector, List<DnKey> names) throws SQLException {
    Map<DnKey, Long> found = HashMap.newHashMap(names.size());
    session.eachOf(
        IDS_BY_DN,
        1,
        statement -> statement.setInt(1, connector),
        names.stream().sorted().distinct().map(DnKey::toBytes).toList(),
        row -> found.put(DnKey.fromBytes(row.getBytes(1)), row.getLong(2)));
    return names.stream().mapToLong(name -> found.getOrDefault(name, 0L)).toArray();
  }

  long[] metaverseOf(long[] ids) throws SQLException {
    Map<Long, Long> found = HashMap.newHashMap(ids.length);
    session.eachOf(
        METAVERSE_OF,
        0,
        Session.Binder.NONE,
        Arrays.stream(ids).sorted().distinct().boxed().toList(),
        row -> found.put(row.getLong(1), row.getLong(2)));
    return Arrays.stream(ids).map(id -> found.getOrDefault(id, 0L)).toArray();
  }

  List<SpaceObject> page(int connector, long afterId, int anyFlag, int limit) throws SQLException {
    return session.list(
        SELECT
            + "WHERE connector = ?"
            + FlagIndex.condition(anyFlag)
            + " AND id > ? ORDER BY id LIMIT ?",
        statement -> {
          statement.setInt(1, connector);
          statement.setLong(2, afterId);
          statement.setInt(3, limit);
        },
        SpaceQueries::read);
  }

  long count(int connector, int anyFlag) throws SQLException {
    return session.number(
        "SELECT COUNT(*) FROM space WHERE connector = ?" + FlagIndex.condition(anyFlag),
        statement -> statement.setInt(1, connector));
  }

  long countImported(int connector, int partition) throws SQLException {
    return session.number(
        COUNT_IMPORTED,
        statement -> {
          statement.setInt(1, connector);
          statement.setInt(2, partition);
        });
  }

  long[] importedIds(int connector, int partition, long afterId, int limit) throws SQLException {
    return session.numbers(
        IMPORTED,
        statement -> {
          statement.setInt(1, connector);
          statement.setInt(2, partition);
          statement.setLong(3, afterId);
          statement.setInt(4, limit);
        });
  }

  List<SpaceObject> children(long parent, long afterId, int limit) throws SQLException {
    return session.list(
        CHILDREN,
        statement -> {
          statement.setLong(1, parent);
          statement.setLong(2, afterId);
          statement.setInt(3, limit);
        },
        SpaceQueries::read);
  }

  private static SpaceObject read(ResultSet row) throws SQLException {
    return SpaceCodec.read(SpaceRow.of(row));
  }

  private static List<byte[]> distinct(List<byte[]> sorted) {
    List<byte[]> distinct = new ArrayList<>(sorted.size());
    for (byte[] key : sorted) {
      if (distinct.isEmpty() || !Arrays.equals(distinct.getLast(), key)) {
        distinct.add(key);
      }
    }
    return distinct;
  }
}
