// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.metaverse.MetaverseLink;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table `metaverse_link`.
final class MetaverseLinkTable {
  private static final String ADD =
      """
      INSERT INTO metaverse_link (owner, attribute, target) VALUES (?, ?, ?)
      ON CONFLICT DO NOTHING\
      """;
  private static final String REMOVE =
      "DELETE FROM metaverse_link WHERE owner = ? AND attribute = ? AND target = ?";
  private static final String REMOVE_OWNER = "DELETE FROM metaverse_link WHERE owner = ?";

  private static final String SELECT = "SELECT owner, attribute, target FROM metaverse_link ";
  private static final String OF_OWNER =
      SELECT
          + "WHERE owner = ? AND (attribute, target) > (?, ?) ORDER BY attribute, target LIMIT ?";
  private static final String OF_ATTRIBUTE =
      SELECT + "WHERE owner = ? AND attribute = ? AND target > ? ORDER BY target LIMIT ?";
  private static final String ONE = SELECT + "WHERE owner = ? AND attribute = ? AND target = ?";
  static final String REFERRERS =
      SELECT + "WHERE target = ? AND owner > ? ORDER BY owner, attribute LIMIT ?";
  private static final String REFERRERS_OF_OWNER =
      SELECT + "WHERE target = ? AND owner = ? AND attribute > ? ORDER BY attribute";

  private static final Session.Row<MetaverseLink> LINK =
      row -> new MetaverseLink(row.getLong(1), row.getInt(2), row.getLong(3));

  private final Session session;

  MetaverseLinkTable(Session session) {
    this.session = session;
  }

  /// @param links in the order of the table, each once
  void add(List<MetaverseLink> links) throws SQLException {
    execute(ADD, links);
  }

  void remove(List<MetaverseLink> links) throws SQLException {
    execute(REMOVE, links);
  }

  private void execute(String sql, List<MetaverseLink> links) throws SQLException {
    session.batch(sql, links, MetaverseLinkTable::bind);
  }

  void removeOwned(Collection<Long> owners) throws SQLException {
    session.batch(REMOVE_OWNER, owners);
  }

  List<MetaverseLink> links(long owner, int attribute, @Nullable MetaverseLink after, int limit)
      throws SQLException {
    int afterAttribute = after == null ? 0 : after.attribute();
    long afterTarget = after == null ? 0 : after.target();
    if (attribute != 0 && afterAttribute > attribute) {
      return List.of();
    }
    int fromAttribute = attribute == 0 ? afterAttribute : attribute;
    long fromTarget = attribute == 0 || afterAttribute == attribute ? afterTarget : 0;
    return session.list(
        attribute == 0 ? OF_OWNER : OF_ATTRIBUTE,
        statement -> {
          bind(statement, new MetaverseLink(owner, fromAttribute, fromTarget));
          statement.setInt(4, limit);
        },
        LINK);
  }

  boolean has(MetaverseLink link) throws SQLException {
    return session.first(ONE, statement -> bind(statement, link), LINK).isPresent();
  }

  List<MetaverseLink> referrers(long target, long afterOwner, int limit) throws SQLException {
    List<MetaverseLink> links =
        session.list(
            REFERRERS,
            statement -> {
              statement.setLong(1, target);
              statement.setLong(2, afterOwner);
              statement.setInt(3, limit);
            },
            LINK);
    if (links.size() == limit && limit > 0) {
      MetaverseLink last = links.getLast();
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

  private static void bind(PreparedStatement statement, MetaverseLink link) throws SQLException {
    statement.setLong(1, link.owner());
    statement.setInt(2, link.attribute());
    statement.setLong(3, link.target());
  }
}
