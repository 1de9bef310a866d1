// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import java.util.List;

/// A connector that can write.
public interface ExportTarget extends Connector {

  /// Writes a batch and says what became of each change: the result has one outcome per delta, in
  /// the order of the deltas. The deltas of a batch do not depend on each other (a parent and its
  /// child are never in one batch), so they may be written in any order and at the same time.
  ///
  /// Every write is idempotent or is made so: a delta that was already applied, wholly or in part,
  /// before an acknowledgement got lost is [ExportOutcome.Accepted] when sent again.
  ///
  /// @throws ConnectorException when the directory went away; the deltas whose fate is unknown are
  ///   sent again by a later export. With [ErrorCode#TOO_LARGE] when the batch is larger than the
  ///   directory takes: they are sent again at once, in smaller batches
  /// @throws InterruptedException when the thread was interrupted, by the run being stopped
  List<ExportOutcome> export(List<ObjectDelta> batch) throws InterruptedException;

  /// How many deltas one call may hold, at least 1.
  int batchSizeMax();
}
