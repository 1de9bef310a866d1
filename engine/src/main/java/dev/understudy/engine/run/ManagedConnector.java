// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ReadScope;
import java.util.List;

/// A connector that runs are about.
///
/// @param name its name in configuration
/// @param connector the directory
/// @param scopes what to read, one for each partition
/// @param deletionsMax deletions that may be exported in one run; 0 is no limit
public record ManagedConnector(
    String name, Connector connector, List<ReadScope> scopes, long deletionsMax) {
  public ManagedConnector {
    scopes = List.copyOf(scopes);
  }
}
