// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import java.sql.Connection;
import java.sql.SQLException;

/// Where the tables are, and who may write them.
interface Database extends AutoCloseable {
  Dialect dialect();

  /// Where, for messages; without secrets.
  String place();

  /// The connection that writes: not in automatic commit, and while it is open no other process has
  /// one.
  Connection openWriter() throws SQLException;

  /// A connection that reads what is committed, in automatic commit.
  Connection openReader() throws SQLException;

  /// Whether there can be one connection only, for reading and writing.
  boolean hasOneConnection();

  /// Lets other processes write.
  @Override
  void close();
}
