// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import dev.understudy.engine.rule.Direction;
import dev.understudy.engine.rule.Flow;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.RuleUses;
import dev.understudy.engine.rule.SyncRule;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Schemas of directories that hold what rules speak of: an attribute is what it is in the
/// metaverse, where Active Directory does not say otherwise.
final class LabSchemas {
  private static final Schema METAVERSE = DefaultMetaverse.schema();
  private static final Map<String, AttributeDefinition> DIRECTORY = directory();

  private LabSchemas() {}

  private static Map<String, AttributeDefinition> directory() {
    Map<String, AttributeDefinition> known = new HashMap<>();
    for (String name : List.of("userAccountControl", "groupType", "pwdLastSet")) {
      known.put(name, AttributeDefinition.single(name, AttributeType.NUMBER));
    }
    for (String name : List.of("objectGUID", "mS-DS-ConsistencyGuid", "objectSid")) {
      known.put(name, AttributeDefinition.single(name, AttributeType.BINARY));
    }
    for (String name : List.of("description", "postOfficeBox", "url")) {
      known.put(name, AttributeDefinition.multi(name, AttributeType.STRING));
    }
    known.put(
        "isCriticalSystemObject",
        AttributeDefinition.single("isCriticalSystemObject", AttributeType.BOOLEAN));
    return known;
  }

  /// Schemas for forests and the tenant, by name, the forests first.
  static Map<String, Schema> of(RuleSet rules, List<String> forests) {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    for (String forest : forests) {
      schemas.put(forest, schema(rules, forest, DIRECTORY));
    }
    schemas.put(CloudLab.TENANT, schema(rules, CloudLab.TENANT, Map.of()));
    return schemas;
  }

  /// A schema in which everything may be written, as a directory itself may.
  static Schema writable(Schema schema) {
    List<AttributeDefinition> attributes =
        schema.attributes().values().stream()
            .map(known ->
                new AttributeDefinition(known.name(), known.type(), known.multiValued(), true))
            .toList();
    return Schema.of(types(schema.types().keySet(), schema.attributes().keySet()), attributes);
  }

  private static List<ObjectTypeDefinition> types(Set<String> names, Set<String> attributes) {
    Set<String> all = new TreeSet<>(names);
    all.add("container");
    return all.stream().map(type -> new ObjectTypeDefinition(type, attributes, Set.of())).toList();
  }

  private static Schema schema(
      RuleSet rules, String connector, Map<String, AttributeDefinition> known) {
    RuleUses uses = RuleUses.of(rules, connector);
    Map<String, AttributeDefinition> attributes = new HashMap<>();
    for (String name : uses.attributes()) {
      attributes.put(name, like(name, name));
    }
    for (SyncRule rule : rules.rules()) {
      if (rule.types().connector().equals(connector)) {
        rule.flows().forEach(flow -> learn(attributes, rule.types().direction(), flow));
      }
    }
    attributes.replaceAll((name, definition) -> known.getOrDefault(name, definition));
    attributes.keySet().retainAll(uses.attributes());
    return Schema.of(types(uses.objectTypes(), attributes.keySet()), attributes.values());
  }

  private static void learn(
      Map<String, AttributeDefinition> attributes, Direction direction, Flow flow) {
    if (flow.source() instanceof FlowSource.Direct(String source)) {
      switch (direction) {
        case INBOUND -> attributes.put(source, like(source, flow.target()));
        case OUTBOUND -> attributes.put(flow.target(), like(flow.target(), source));
      }
    }
  }

  private static AttributeDefinition like(String name, String inMetaverse) {
    return METAVERSE
        .attribute(inMetaverse)
        .map(found -> new AttributeDefinition(name, found.type(), found.multiValued(), true))
        .orElse(AttributeDefinition.single(name, AttributeType.STRING));
  }
}
