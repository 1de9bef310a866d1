// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.value.Anchor;
import dev.understudy.value.DnKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the table `space`.
final class SpaceQueries {
  private static final String SELECT = "SELECT " + SpaceTable.COLUMNS + " FROM space ";
  static final String BY_ID = SELECT + "WHERE id {keys}";
  static final String BY_ANCHOR = SELECT + "WHERE connector = ? AND anchor {keys}";
  static final String BY_DN = SELECT + "WHERE connector = ? AND dn_key {keys}";
  static final String BY_METAVERSE = SELECT + "WHERE metaverse <> 0 AND metaverse {keys}";
  static final String CHILDREN = SELECT + "WHERE parent = ? AND id > ? ORDER BY id LIMIT ?";
  static final String IDS_BY_DN =
      "SELECT dn_key, id FROM space WHERE connector = ? AND dn_key {keys}";
  private static final String METAVERSE_OF = "SELECT id, metaverse FROM space WHERE id {keys}";
  private static final String FLAGS_OF = "SELECT id, flags FROM space WHERE id {keys}";
  static final String JOINED_IDS =
      """
      SELECT metaverse, MIN(id) FROM space
      WHERE connector = ? AND metaverse <> 0 AND metaverse {keys} GROUP BY metaverse\
      """;
  static final String SETTLED =
      """
      SELECT target.id FROM space AS target
      WHERE EXISTS (
          SELECT 1 FROM space_link AS link JOIN space AS owner ON owner.id = link.owner
          WHERE link.target = target.id AND (link.flags & %d) <> 0
            AND owner.metaverse <> 0 AND (owner.flags & %d) = 0)
        AND target.id {keys}\
      """
          .formatted(SpaceLink.IMPORTED, SpaceState.REFERENCES_ALL);
  static final String IMPORTED =
      """
      SELECT id FROM space
      WHERE connector = ? AND partition_no = ? AND imported = 1 AND id > ? ORDER BY id LIMIT ?\
      """;
  static final String COUNT_IMPORTED =
      "SELECT COUNT(*) FROM space WHERE connector = ? AND partition_no = ? AND imported = 1";

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
    return numbers(METAVERSE_OF, 0, Session.Binder.NONE, ids);
  }

  int[] flagsOf(long[] ids) throws SQLException {
    long[] flags = numbers(FLAGS_OF, 0, Session.Binder.NONE, ids);
    return Arrays.stream(flags).mapToInt(Math::toIntExact).toArray();
  }

  long[] joinedIds(int connector, long[] metaverseIds) throws SQLException {
    return numbers(JOINED_IDS, 1, statement -> statement.setInt(1, connector), metaverseIds);
  }

  /// For each key the number that the query has for it, else 0.
  private long[] numbers(String sql, int others, Session.Binder binder, long[] keys)
      throws SQLException {
    Map<Long, Long> found = HashMap.newHashMap(keys.length);
    session.eachOf(
        sql,
        others,
        binder,
        Arrays.stream(keys).sorted().distinct().boxed().toList(),
        row -> found.put(row.getLong(1), row.getLong(2)));
    return Arrays.stream(keys).map(key -> found.getOrDefault(key, 0L)).toArray();
  }

  Set<Long> withSettledReferrers(Collection<Long> targets) throws SQLException {
    Set<Long> settled = new HashSet<>();
    session.eachOf(
        SETTLED, 0, Session.Binder.NONE, Ids.distinct(targets), row -> settled.add(row.getLong(1)));
    return settled;
  }

  List<SpaceObject> page(int connector, long afterId, int anyFlag, int limit) throws SQLException {
    return session.list(
        page(anyFlag),
        statement -> {
          statement.setInt(1, connector);
          statement.setLong(2, afterId);
          statement.setInt(3, limit);
        },
        SpaceQueries::read);
  }

  long count(int connector, int anyFlag) throws SQLException {
    return session.number(count(anyFlag), statement -> statement.setInt(1, connector));
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

  static String page(int anyFlag) {
    return SELECT
        + "WHERE connector = ?"
        + FlagIndex.condition(anyFlag)
        + " AND id > ? ORDER BY id LIMIT ?";
  }

  static String count(int anyFlag) {
    return "SELECT COUNT(*) FROM space WHERE connector = ?" + FlagIndex.condition(anyFlag);
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
