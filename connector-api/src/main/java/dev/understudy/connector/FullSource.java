// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

/// A connector that can report everything.
public interface FullSource extends Connector {

  /// Reports every object in scope once, as [ImportedChange.Present], in any order, and what could
  /// not be read as [DiscoveryError].
  ///
  /// @throws ConnectorException when the read broke off; what was reported before is true, and
  ///   nothing may be concluded from what was not
  /// @throws InterruptedException when the thread was interrupted, by the run being stopped
  ReadEnd readAll(ReadScope scope, ImportSink sink) throws InterruptedException;
}
