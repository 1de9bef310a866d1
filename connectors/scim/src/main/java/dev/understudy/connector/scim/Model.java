// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the connector knows of the service.
///
/// @param provider what it can do
/// @param types what it holds, by name; those that others refer to stand first
record Model(Provider provider, Map<String, TypeModel> types) {

  /// The schema of the directory that the service is.
  Schema schema() {
    Map<String, AttributeDefinition> attributes = new LinkedHashMap<>();
    List<ObjectTypeDefinition> definitions = new ArrayList<>();
    for (TypeModel type : types.values()) {
      type.attributes()
          .forEach((name, attribute) ->
              attributes.merge(name, attribute.definition(name), Model::either));
      definitions.add(
          new ObjectTypeDefinition(type.name(), type.attributes().keySet(), type.required()));
    }
    return Schema.of(definitions, attributes.values());
  }

  private static AttributeDefinition either(AttributeDefinition one, AttributeDefinition other) {
    return one.writable() ? one : other;
  }
}
