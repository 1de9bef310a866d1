// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import dev.understudy.schema.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What rules may refer to. Whatever is not known is not checked.
///
/// @param metaverse schema of the metaverse, where it is known
/// @param connectors names of the connectors, where they are known
/// @param schemas schemas of connectors by their names in rules; may hold fewer than `connectors`
/// @param parameters names of parameters (`Domain.FQDN`) by connector; a connector that is not in
///   it may have any
public record RuleSurroundings(
    @Nullable Schema metaverse,
    @Nullable Set<String> connectors,
    Map<String, Schema> schemas,
    Map<String, Set<String>> parameters) {

  /// Nothing is known: only what a rule says about itself is checked.
  public static final RuleSurroundings UNKNOWN =
      new RuleSurroundings(null, null, Map.of(), Map.of());

  public RuleSurroundings {
    connectors = connectors == null ? null : Set.copyOf(connectors);
    schemas = Map.copyOf(schemas);
    parameters = Map.copyOf(parameters);
  }

  Optional<Schema> source(RuleTypes types) {
    return types.direction() == Direction.INBOUND ? connector(types) : metaverseSchema();
  }

  Optional<Schema> target(RuleTypes types) {
    return types.direction() == Direction.INBOUND ? metaverseSchema() : connector(types);
  }

  Optional<Schema> connector(RuleTypes types) {
    return Optional.ofNullable(schemas.get(types.connector()));
  }

  Optional<Schema> metaverseSchema() {
    return Optional.ofNullable(metaverse);
  }
}
