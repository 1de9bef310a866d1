// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ImportedChange;

/// What a connector handed over.
sealed interface Read {

  /// An object.
  record Changed(ImportedChange change) implements Read {}

  /// Something that is no object.
  record Unreadable(DiscoveryError error) implements Read {}
}
