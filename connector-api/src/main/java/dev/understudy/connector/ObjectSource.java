// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import dev.understudy.value.Anchor;

/// A source of changes that can also report one object, for changes of objects of which nothing is
/// known yet.
public interface ObjectSource extends ChangeSource {

  /// Reports the object with this anchor as it is now, as [ImportedChange.Present], or as a
  /// [DiscoveryError] when it cannot be read; nothing when it is not there or not in scope.
  ///
  /// Unlike every other method this one is called while another thread reads changes.
  ///
  /// @throws ConnectorException when the directory does not answer
  /// @throws InterruptedException when the thread was interrupted, by the run being stopped
  void readObject(ReadScope scope, Anchor anchor, ImportSink sink) throws InterruptedException;
}
