// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.ReadScope;
import java.util.List;

/// A connector that runs are about.
///
/// @param name its name in configuration
/// @param connector the directory
/// @param scopes what to read, one for each partition
/// @param exporting whether it may be exported to at all, and how much at once
public record ManagedConnector(
    String name, Connector connector, List<ReadScope> scopes, Exporting exporting) {
  public ManagedConnector {
    scopes = List.copyOf(scopes);
  }

  /// What an export may do.
  ///
  /// @param allowed whether anything may be written
  /// @param deletionsMax deletions that may be exported in one run; 0 is no limit
  public record Exporting(boolean allowed, long deletionsMax) {
    /// Everything.
    public static final Exporting UNLIMITED = new Exporting(true, 0);
  }

  /// Whether the directory can and may be written.
  boolean isTarget() {
    return exporting.allowed() && connector instanceof ExportTarget;
  }
}
