// SPDX-License-Identifier: Apache-2.0
package dev.understudy.schema;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// All types and attributes of a directory, or of the metaverse.
///
/// @param types by name
/// @param attributes by name
public record Schema(
    Map<String, ObjectTypeDefinition> types, Map<String, AttributeDefinition> attributes) {

  public Schema {
    for (ObjectTypeDefinition type : types.values()) {
      for (String attribute : type.attributes()) {
        if (!attributes.containsKey(attribute)) {
          throw new IllegalArgumentException(
              "type " + type.name() + " has the undefined attribute " + attribute);
        }
      }
    }
  }

  /// A schema of these types and attributes, in their order.
  public static Schema of(
      Collection<ObjectTypeDefinition> types, Collection<AttributeDefinition> attributes) {
    Map<String, ObjectTypeDefinition> typesByName = new LinkedHashMap<>();
    types.forEach(type -> typesByName.put(type.name(), type));
    Map<String, AttributeDefinition> attributesByName = new LinkedHashMap<>();
    attributes.forEach(attribute -> attributesByName.put(attribute.name(), attribute));
    return new Schema(typesByName, attributesByName);
  }

  /// The attribute of that exact name.
  public Optional<AttributeDefinition> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /// The type of that exact name.
  public Optional<ObjectTypeDefinition> type(String name) {
    return Optional.ofNullable(types.get(name));
  }
}
