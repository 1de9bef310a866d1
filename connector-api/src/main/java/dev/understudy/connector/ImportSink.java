// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

/// Takes what a connector reads. Blocks while the engine is behind, which is how a reader is slowed
/// down; so a connector keeps no backlog of its own.
public interface ImportSink {

  /// One object.
  ///
  /// @throws InterruptedException when the run is being stopped
  void accept(ImportedChange change) throws InterruptedException;

  /// Something in scope that could not be made an object.
  ///
  /// @throws InterruptedException when the run is being stopped
  void reject(DiscoveryError error) throws InterruptedException;
}
