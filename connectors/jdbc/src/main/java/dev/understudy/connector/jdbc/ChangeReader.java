// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import java.sql.SQLException;

/// A way to find what changed. Everything happens within the one transaction that reads, so that a
/// position and the rows belong to the same moment.
sealed interface ChangeReader permits ColumnChanges, LogChanges {

  /// Reads everything, and where the next read of changes begins.
  ReadEnd readAll(ReadScope scope, ImportSink sink) throws SQLException, InterruptedException;

  /// Reads what changed.
  ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws SQLException, InterruptedException;
}
