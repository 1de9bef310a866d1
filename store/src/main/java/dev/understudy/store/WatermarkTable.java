// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.connector.Watermark;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table `watermark`.
final class WatermarkTable {
  private static final String PUT =
      """
      INSERT INTO watermark (connector, partition_no, text) VALUES (?, ?, ?)
      ON CONFLICT (connector, partition_no) DO UPDATE SET text = excluded.text\
      """;
  private static final String REMOVE =
      "DELETE FROM watermark WHERE connector = ? AND partition_no = ?";
  private static final String GET =
      "SELECT text FROM watermark WHERE connector = ? AND partition_no = ?";

  private final Session session;

  WatermarkTable(Session session) {
    this.session = session;
  }

  void put(int connector, int partition, @Nullable Watermark watermark) throws SQLException {
    session.update(
        watermark == null ? REMOVE : PUT,
        statement -> {
          statement.setInt(1, connector);
          statement.setInt(2, partition);
          if (watermark != null) {
            statement.setBytes(3, Texts.toBytes(watermark.text()));
          }
        });
  }

  Optional<Watermark> get(int connector, int partition) throws SQLException {
    return session.first(
        GET,
        statement -> {
          statement.setInt(1, connector);
          statement.setInt(2, partition);
        },
        row -> new Watermark(Texts.fromBytes(row.getBytes(1))));
  }
}
