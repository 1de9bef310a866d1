// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.schema.AttributeDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One resource type of the service.
///
/// @param name as it calls it
/// @param endpoint where its resources are, with a slash at its beginning
/// @param schemas of its resources, the main one first
/// @param attributes by their names outside
/// @param required names of those without which nothing is created
record TypeModel(
    String name,
    String endpoint,
    List<String> schemas,
    Map<String, Attribute> attributes,
    Set<String> required) {

  /// @param path where its values are
  /// @param readable whether the service ever tells them
  /// @param writable whether it takes them
  record Attribute(AttributePath path, boolean readable, boolean writable) {

    /// The attribute as the schema of a directory has it.
    AttributeDefinition definition(String name) {
      return new AttributeDefinition(name, path.kind().type(), path.isMultiValued(), writable);
    }
  }

  /// The attribute of that name; null when there is none.
  @Nullable Attribute attribute(String attribute) {
    return attributes.get(attribute);
  }

  /// The list that refers to other resources: the members of a group.
  Optional<String> referenceList() {
    return attributes.entrySet().stream()
        .filter(one -> one.getValue().path().isReference() && one.getValue().path().isMultiValued())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// Where one resource is.
  String path(String id) {
    return endpoint + "/" + ScimHttp.encoded(id);
  }
}
