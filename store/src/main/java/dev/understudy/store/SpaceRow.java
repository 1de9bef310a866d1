// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A row of the table `space`, as [SpaceTable#COLUMNS] lists it.
record SpaceRow(
    long id,
    int connector,
    int type,
    int partition,
    long parent,
    long metaverse,
    int flags,
    byte[] dnKey,
    byte @Nullable [] anchor,
    String dn,
    byte[] body) {
  static SpaceRow of(ResultSet row) throws SQLException {
    return new SpaceRow(
        row.getLong(1),
        row.getInt(2),
        row.getInt(3),
        row.getInt(4),
        row.getLong(5),
        row.getLong(6),
        row.getInt(7),
        row.getBytes(8),
        row.getBytes(9),
        row.getString(10),
        row.getBytes(11));
  }
}
