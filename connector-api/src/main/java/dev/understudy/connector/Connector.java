// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import java.util.List;

/// A configured instance bound to one directory. Reading and writing are capabilities: a connector
/// implements [FullSource], [ChangeSource] and [ExportTarget] as its directory allows.
///
/// Every method that talks to the directory is bounded in time by the connector's own mandatory
/// call time-out, throws [ConnectorException] for what makes the whole call fail, and ends early
/// with [InterruptedException] when its thread is interrupted. A connector is used by one run at a
/// time; it need not be safe for several threads.
public interface Connector extends AutoCloseable {

  /// The types and attributes of this directory, as configured and discovered.
  Schema schema();

  /// The partitions that were selected, at least one.
  List<Partition> partitions();

  /// Whether its names are opaque texts and not a tree. Known from configuration alone.
  default boolean flatNames() {
    return false;
  }

  /// Connects, authenticates and reads the smallest possible thing. Never throws for a failure of
  /// the directory: that is the answer.
  ConnectionTest test();

  /// Releases connections and files; safe to call twice.
  @Override
  void close();
}
