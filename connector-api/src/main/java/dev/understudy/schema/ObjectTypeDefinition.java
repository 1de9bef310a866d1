// SPDX-License-Identifier: Apache-2.0
package dev.understudy.schema;

import java.util.Set;

/// One type of object.
///
/// @param name the name that rules use, for example `user`
/// @param attributes names of the attributes that objects of this type may have
/// @param required names of those that an object must have to be created; a subset of `attributes`
public record ObjectTypeDefinition(String name, Set<String> attributes, Set<String> required) {
  public ObjectTypeDefinition {
    attributes = Set.copyOf(attributes);
    required = Set.copyOf(required);
    if (!attributes.containsAll(required)) {
      throw new IllegalArgumentException(
          "type " + name + " requires attributes that it does not have: " + required);
    }
  }
}
