// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.entraconnect;

import dev.understudy.schema.Partition;
import java.util.List;
import java.util.Map;

/// A partition of an exported connector.
///
/// @param partition its name
/// @param selected whether it was synchronized
/// @param objectTypes the types that were read, structural ones such as `organizationalUnit` too
/// @param included DNs of containers in scope
/// @param excluded DNs of containers out of scope
/// @param parameters what `%Domain.FQDN%` and the like were for its objects
public record ExportedPartition(
    Partition partition,
    boolean selected,
    List<String> objectTypes,
    List<String> included,
    List<String> excluded,
    Map<String, String> parameters) {
  public ExportedPartition {
    objectTypes = List.copyOf(objectTypes);
    included = List.copyOf(included);
    excluded = List.copyOf(excluded);
    parameters = Map.copyOf(parameters);
  }
}
