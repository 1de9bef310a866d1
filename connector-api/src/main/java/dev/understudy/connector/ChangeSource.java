// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

/// A connector that can report what changed since a watermark.
public interface ChangeSource extends FullSource {

  /// Reports each object that was added, changed, renamed or deleted since `since`, at least once;
  /// reporting an unchanged object does no harm.
  ///
  /// @throws ConnectorException when the read broke off; the old watermark stays valid
  /// @throws InterruptedException when the thread was interrupted, by the run being stopped
  ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws InterruptedException;
}
