// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.schema.Schema;
import java.util.Map;
import java.util.Set;

/// A connector as rules see it.
///
/// @param name its name in configuration
/// @param identifiers other names by which rules call it, such as its GUID
/// @param schema its types and attributes; attributes that are not in it are typed by their values
/// @param parameters values of `%parameters%` by partition name; those under the empty name hold
///   for every partition
/// @param flatNames whether its names are opaque texts and not a tree
public record ConnectorDefinition(
    String name,
    Set<String> identifiers,
    Schema schema,
    Map<String, Map<String, String>> parameters,
    boolean flatNames) {
  public ConnectorDefinition {
    identifiers = Set.copyOf(identifiers);
    parameters = Map.copyOf(parameters);
  }

  /// Whether a rule that names `connector` means this one.
  boolean isCalled(String connector) {
    return name.equals(connector) || identifiers.contains(connector);
  }
}
