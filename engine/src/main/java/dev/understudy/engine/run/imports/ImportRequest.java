// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ReadScope;

/// What to import.
///
/// @param name the connector's name in configuration
/// @param connector the directory
/// @param scope one partition, and what of it
/// @param mode all of it, or what changed
public record ImportRequest(String name, Connector connector, ReadScope scope, Mode mode) {

  /// How much to read.
  public enum Mode {
    /// Everything in scope; what is not reported is gone.
    FULL,
    /// As [#FULL], and when nothing at all is reported, everything is gone.
    FULL_ALLOW_EMPTY,
    /// What changed since the last import.
    DELTA;

    /// Whether everything is read.
    public boolean isFull() {
      return this != DELTA;
    }
  }
}
