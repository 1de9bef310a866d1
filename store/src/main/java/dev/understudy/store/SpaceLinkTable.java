// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.space.SpaceLink;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table `space_link`: millions of rows of four small numbers.
final class SpaceLinkTable {
  private static final String PUT =
      """
      INSERT INTO space_link (owner, attribute, target, flags) VALUES (?, ?, ?, ?)
      ON CONFLICT (owner, attribute, target) DO UPDATE SET flags = excluded.flags\
      """;
  private static final String REMOVE =
      "DELETE FROM space_link WHERE owner = ? AND attribute = ? AND target = ?";
  private static final String REMOVE_OWNER = "DELETE FROM space_link WHERE owner = ?";

  private static final String SELECT = "SELECT owner, attribute, target, flags FROM space_link ";
  static final String OF_OWNER =
      SELECT
          + "WHERE owner = ? AND (attribute, target) > (?, ?) ORDER BY attribute, target LIMIT ?";
  static final String OF_ATTRIBUTE =
      SELECT + "WHERE owner = ? AND attribute = ? AND target > ? ORDER BY target LIMIT ?";
  private static final String ONE = SELECT + "WHERE owner = ? AND attribute = ? AND target = ?";
  static final String REFERRERS =
      SELECT + "WHERE target = ? AND owner > ? ORDER BY owner, attribute LIMIT ?";
  private static final String REFERRERS_OF_OWNER =
      SELECT + "WHERE target = ? AND owner = ? AND attribute > ? ORDER BY attribute";

  private static final Session.Row<SpaceLink> LINK =
      row -> new SpaceLink(row.getLong(1), row.getInt(2), row.getLong(3), row.getInt(4));

  private final Session session;

  SpaceLinkTable(Session session) {
    this.session = session;
  }

  /// @param links in the order of the table, each once; those without flags are removed
  void put(List<SpaceLink> links) throws SQLException {
    session.batch(
        REMOVE, links.stream().filter(SpaceLink::isEmpty).toList(), SpaceLinkTable::bindKey);
    session.batch(
        PUT,
        links.stream().filter(link -> !link.isEmpty()).toList(),
        (statement, link) -> {
          bindKey(statement, link);
          statement.setInt(4, link.flags());
        });
  }

  void removeOwned(Collection<Long> owners) throws SQLException {
    session.batch(REMOVE_OWNER, owners);
  }

  List<SpaceLink> links(long owner, int attribute, @Nullable SpaceLink after, int limit)
      throws SQLException {
    int afterAttribute = after == null ? 0 : after.attribute();
    long afterTarget = after == null ? 0 : after.target();
    if (attribute == 0) {
      return list(OF_OWNER, owner, afterAttribute, afterTarget, limit);
    }
    if (afterAttribute > attribute) {
      return List.of();
    }
    return list(
        OF_ATTRIBUTE, owner, attribute, afterAttribute < attribute ? 0 : afterTarget, limit);
  }

  private List<SpaceLink> list(String sql, long owner, int attribute, long target, int limit)
      throws SQLException {
    return session.list(
        sql,
        statement -> {
          statement.setLong(1, owner);
          statement.setInt(2, attribute);
          statement.setLong(3, target);
          statement.setInt(4, limit);
        },
        LINK);
  }

  List<SpaceLink> linksWith(long owner, int flag, int limit) throws SQLException {
    return session.list(
        with(flag),
        statement -> {
          statement.setLong(1, owner);
          statement.setInt(2, limit);
        },
        LINK);
  }

  /// The number is in the text, as in the definition of the index.
  static String with(int flag) {
    return SELECT
        + "WHERE owner = ? AND (flags & %d) <> 0 ORDER BY owner, attribute, target LIMIT ?"
            .formatted(flag);
  }

  Optional<SpaceLink> link(long owner, int attribute, long target) throws SQLException {
    return session.first(
        ONE,
        statement -> {
          statement.setLong(1, owner);
          statement.setInt(2, attribute);
          statement.setLong(3, target);
        },
        LINK);
  }

  List<SpaceLink> referrers(long target, long afterOwner, int limit) throws SQLException {
    List<SpaceLink> links =
        session.list(
            REFERRERS,
            statement -> {
              statement.setLong(1, target);
              statement.setLong(2, afterOwner);
              statement.setInt(3, limit);
            },
            LINK);
    if (links.size() == limit && limit > 0) {
      SpaceLink last = links.getLast();
      links.addAll(
          session.list(
              REFERRERS_OF_OWNER,
              statement -> {
                statement.setLong(1, target);
                statement.setLong(2, last.owner());
                statement.setInt(3, last.attribute());
              },
              LINK));
    }
    return links;
  }

  private static void bindKey(PreparedStatement statement, SpaceLink link) throws SQLException {
    statement.setLong(1, link.owner());
    statement.setInt(2, link.attribute());
    statement.setLong(3, link.target());
  }
}
