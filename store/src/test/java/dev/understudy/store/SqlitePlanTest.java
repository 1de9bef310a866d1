// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The questions that a run asks again and again find their rows through an index, and need no
/// sorting: work is proportional to change only while this holds.
final class SqlitePlanTest {
  @TempDir Path folder;

  @BeforeEach
  void createTables() {
    SqlStores.open(folder + "/store.db").close();
  }

  private String plan(String sql) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder + "/store.db");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (row.next()) {
        plan.append(row.getString("detail")).append('\n');
      }
    }
    return plan.toString();
  }

  private void assertUses(String index, String sql) throws SQLException {
    String in = sql.replace("{keys}", new SqliteDialect("", null).anyOf(4));
    assertThat(plan(in)).as(in).contains(index).doesNotContain("SCAN", "TEMP B-TREE FOR ORDER");
  }

  @Test
  void pagesOfFlaggedObjectsComeFromTheIndexOfTheirFlags() throws SQLException {
    assertUses("space_by_connector (connector=? AND rowid>?)", SpaceQueries.page(0));
    assertUses(
        "space_to_synchronize (connector=? AND rowid>?)",
        SpaceQueries.page(SpaceState.TO_SYNCHRONIZE));
    assertUses(
        "space_to_synchronize (connector=? AND rowid>?)",
        SpaceQueries.page(SpaceState.PENDING_IMPORT));
    assertUses(
        "space_to_export (connector=? AND rowid>?)", SpaceQueries.page(SpaceState.PENDING_EXPORT));
    assertUses("space_to_refer (connector=? AND rowid>?)", SpaceQueries.page(SpaceState.TO_REFER));
    assertUses("space_unusual (connector=? AND rowid>?)", SpaceQueries.page(SpaceState.TRANSIENT));
    assertUses(
        "space_to_export (connector=?)",
        SpaceQueries.count(SpaceState.PENDING_EXPORT | SpaceState.PENDING_LINKS));
  }

  @Test
  void lookUpsOfObjectsUseTheIndexOfTheirKey() throws SQLException {
    assertUses("INTEGER PRIMARY KEY (rowid=?)", SpaceQueries.BY_ID);
    assertUses("space_by_dn (connector=? AND dn_key=?)", SpaceQueries.BY_DN);
    assertUses("COVERING INDEX space_by_dn", SpaceQueries.IDS_BY_DN);
    assertUses("space_by_anchor (connector=? AND anchor=?)", SpaceQueries.BY_ANCHOR);
    assertUses("space_by_metaverse (metaverse=?)", SpaceQueries.BY_METAVERSE);
    assertUses("COVERING INDEX space_by_metaverse (metaverse=?", SpaceQueries.JOINED_IDS);
    assertUses("space_by_parent (parent=? AND rowid>?)", SpaceQueries.CHILDREN);
    assertUses("COVERING INDEX space_imported", SpaceQueries.IMPORTED);
    assertUses("COVERING INDEX space_imported", SpaceQueries.COUNT_IMPORTED);
    assertUses("space_link_by_target (target=?)", SpaceQueries.SETTLED);
    assertUses("PRIMARY KEY (space=? AND attribute=? AND value=?)", SearchKeyTable.BY_KEY);
  }

  @Test
  void referencesAreFoundFromBothEndsAndByTheirFlags() throws SQLException {
    assertUses("PRIMARY KEY (owner=? AND (attribute,target)>(?,?))", SpaceLinkTable.OF_OWNER);
    assertUses("PRIMARY KEY (owner=? AND attribute=? AND target>?)", SpaceLinkTable.OF_ATTRIBUTE);
    assertUses("space_link_by_target (target=? AND owner>?)", SpaceLinkTable.REFERRERS);
    assertUses("space_link_unsynced (owner=?)", SpaceLinkTable.with(SpaceLink.UNSYNCED));
    assertUses("space_link_pending (owner=?)", SpaceLinkTable.with(SpaceLink.PENDING));
    assertUses(
        "COVERING INDEX metaverse_link_by_target (target=? AND owner>?)",
        MetaverseLinkTable.REFERRERS);
  }
}
