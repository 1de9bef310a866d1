// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One schema for the metaverse and for every connector of the lab, and how its values are written
/// in tests.
final class LabSchema {
  private static final String STRINGS =
      "cn sn givenName displayName mail department title info description adminDescription"
          + " employeeID sid upn company sourceAnchor cloudAnchor password extra";
  private static final String TYPES = "user contact group fsp device person";

  static final Schema SCHEMA = schema();

  private LabSchema() {}

  private static Schema schema() {
    List<AttributeDefinition> attributes = new ArrayList<>();
    for (String name : STRINGS.split(" ", -1)) {
      attributes.add(AttributeDefinition.single(name, AttributeType.STRING));
    }
    attributes.add(AttributeDefinition.multi("proxyAddresses", AttributeType.STRING));
    attributes.add(AttributeDefinition.multi("otherMails", AttributeType.STRING));
    attributes.add(AttributeDefinition.single("number", AttributeType.NUMBER));
    attributes.add(AttributeDefinition.single("flags", AttributeType.NUMBER));
    attributes.add(AttributeDefinition.single("memberCount", AttributeType.NUMBER));
    attributes.add(AttributeDefinition.multi("numbers", AttributeType.NUMBER));
    attributes.add(AttributeDefinition.single("critical", AttributeType.BOOLEAN));
    attributes.add(AttributeDefinition.single("enabled", AttributeType.BOOLEAN));
    attributes.add(AttributeDefinition.single("cloudFiltered", AttributeType.BOOLEAN));
    attributes.add(AttributeDefinition.single("guid", AttributeType.BINARY));
    attributes.add(AttributeDefinition.multi("certificates", AttributeType.BINARY));
    attributes.add(AttributeDefinition.single("manager", AttributeType.REFERENCE));
    attributes.add(AttributeDefinition.single("owner", AttributeType.REFERENCE));
    attributes.add(AttributeDefinition.multi("member", AttributeType.REFERENCE));
    attributes.add(AttributeDefinition.multi("reports", AttributeType.REFERENCE));
    List<ObjectTypeDefinition> types = new ArrayList<>();
    for (String name : TYPES.split(" ", -1)) {
      types.add(new ObjectTypeDefinition(name, Set.of(), Set.of()));
    }
    return Schema.of(types, attributes);
  }

  static boolean isReference(String attribute) {
    return SCHEMA
        .attribute(attribute)
        .map(definition -> definition.type() == AttributeType.REFERENCE)
        .orElse(false);
  }

  /// The values of an attribute as a test writes them: `a|b`, references by name.
  static List<Value> values(String attribute, String text, boolean flat) {
    AttributeType type = SCHEMA.attribute(attribute).orElseThrow().type();
    List<Value> values = new ArrayList<>();
    for (String one : text.split("\\|", -1)) {
      values.add(
          switch (type) {
            case STRING -> Value.of(one);
            case NUMBER -> Value.of(Long.parseLong(one));
            case BOOLEAN -> Value.of(Boolean.parseBoolean(one));
            case BINARY -> Value.of(one.getBytes(StandardCharsets.UTF_8));
            case REFERENCE -> Value.of(dn(one, flat));
          });
    }
    return List.copyOf(values);
  }

  /// The DN that a short name stands for: `Ann` is `CN=Ann` where names form a tree.
  static Dn dn(String name, boolean flat) {
    if (flat) {
      return Dn.flat(name);
    }
    return Dn.of(name.contains("=") ? name : "CN=" + name);
  }

  /// Values as tests read them.
  static String text(List<Value> values) {
    return String.join(
        "|",
        values.stream()
            .map(value ->
                value instanceof Value.Binary(byte[] bytes)
                    ? new String(bytes, StandardCharsets.UTF_8)
                    : value.toString())
            .sorted()
            .toList());
  }
}
