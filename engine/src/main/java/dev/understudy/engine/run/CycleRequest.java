// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run;

import java.util.List;

/// What a cycle does.
///
/// @param connectors all connectors, sources before targets
/// @param initial whether everything is read and looked at again, and not only what changed
/// @param export whether to write to the directories; a standby does not
/// @param confirm whether to import once more what was exported
/// @param user who asked for it
public record CycleRequest(
    List<ManagedConnector> connectors,
    boolean initial,
    boolean export,
    boolean confirm,
    String user) {
  public CycleRequest {
    connectors = List.copyOf(connectors);
  }
}
