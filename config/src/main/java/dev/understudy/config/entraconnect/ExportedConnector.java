// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.entraconnect;

import dev.understudy.schema.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// A connector of an exported configuration. Credentials are never read from an export.
///
/// @param id what rules call it
/// @param name for people
/// @param kind what it connects
/// @param schema all its types and attributes
/// @param attributes names of the attributes that were read
/// @param partitions its partitions
/// @param parameters what `%Forest.FQDN%` and the like were, `Connector.ID` among them
public record ExportedConnector(
    UUID id,
    String name,
    Kind kind,
    Schema schema,
    Set<String> attributes,
    List<ExportedPartition> partitions,
    Map<String, String> parameters) {
  public ExportedConnector {
    attributes = Set.copyOf(attributes);
    partitions = List.copyOf(partitions);
    parameters = Map.copyOf(parameters);
  }

  /// What a connector connects.
  public enum Kind {
    ACTIVE_DIRECTORY,
    ENTRA_ID,
    OTHER
  }

  /// How rules write its identifier.
  public String ruleName() {
    return "{" + id + "}";
  }

  /// The types that are read in any selected partition.
  public Set<String> objectTypes() {
    return partitions.stream()
        .filter(ExportedPartition::selected)
        .flatMap(partition -> partition.objectTypes().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// The names of all parameters that rules may use, those of its partitions too.
  public Set<String> parameterNames() {
    Set<String> names = new LinkedHashSet<>(parameters.keySet());
    partitions.forEach(partition -> names.addAll(partition.parameters().keySet()));
    return names;
  }
}
