// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import dev.understudy.engine.program.ConnectorDefinition;
import dev.understudy.schema.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One configured connector.
///
/// @param name how rules, commands and run history call it
/// @param type the word that chooses its factory
/// @param id by which rules of an export call it
/// @param settings what it is given to reach its directory
/// @param selection what is read
/// @param parameters values of `%parameters%` by partition; those under the empty name hold for all
/// @param exports whether it may be exported to, if it can and rules want it
public record ConnectorConfiguration(
    String name,
    String type,
    @Nullable UUID id,
    ConnectorSettings settings,
    Selection selection,
    Map<String, Map<String, String>> parameters,
    boolean exports) {
  public ConnectorConfiguration {
    parameters = Map.copyOf(parameters);
  }

  /// What is read from a directory.
  ///
  /// @param objectTypes names of types
  /// @param attributes names of attributes; empty when `allAttributes`
  /// @param allAttributes whether everything that the schema knows is read
  public record Selection(Set<String> objectTypes, Set<String> attributes, boolean allAttributes) {
    public Selection {
      objectTypes = Set.copyOf(objectTypes);
      attributes = Set.copyOf(attributes);
    }
  }

  /// How exported rules write its identifier.
  public Optional<String> ruleIdentifier() {
    return Optional.ofNullable(id).map(given -> "{" + given + "}");
  }

  /// The same with values of `%parameters%` that its directory knows. What is configured has the
  /// last word.
  public ConnectorConfiguration withKnown(Map<String, Map<String, String>> known) {
    Map<String, Map<String, String>> merged = new HashMap<>(parameters);
    known.forEach((partition, values) -> {
      Map<String, String> own = new HashMap<>(values);
      own.putAll(parameters.getOrDefault("", Map.of()));
      own.putAll(parameters.getOrDefault(partition, Map.of()));
      merged.put(partition, Map.copyOf(own));
    });
    return new ConnectorConfiguration(name, type, id, settings, selection, merged, exports);
  }

  /// The connector as rules see it.
  ///
  /// @param flatNames whether its names are opaque texts and not a tree
  public ConnectorDefinition definition(Schema schema, boolean flatNames) {
    return new ConnectorDefinition(
        name, ruleIdentifier().map(Set::of).orElse(Set.of()), schema, parameters, flatNames);
  }
}
