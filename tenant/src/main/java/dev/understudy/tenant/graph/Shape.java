// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.Property;
import dev.understudy.tenant.directory.StoredObject;
import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Json;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Objects as answers show them.
final class Shape {
  private final Directory directory;

  Shape(Directory directory) {
    this.directory = directory;
  }

  /// What of an object is shown.
  ///
  /// @param select names of properties; empty for those that come by themselves
  /// @param typed whether the answer says of what type the object is
  record View(List<String> select, boolean typed) {}

  /// An object.
  ObjectNode of(StoredObject object, View view) {
    ObjectNode node = Json.object();
    if (view.typed()) {
      node.put("@odata.type", object.type().odataType());
    }
    if (view.select().isEmpty()) {
      for (Property property : object.type().properties().values()) {
        boolean deleted = property.name().equals("deletedDateTime") && !object.live();
        if (property.is(Property.Flag.SHOWN) || deleted) {
          node.set(property.name(), value(object, property));
        }
      }
    } else {
      for (String name : view.select()) {
        directory
            .property(object.type(), name)
            .ifPresent(property -> node.set(property.name(), value(object, property)));
      }
    }
    return node;
  }

  /// All that a filter may ask for.
  ObjectNode all(StoredObject object) {
    ObjectNode node = object.body().deepCopy();
    node.put("id", object.id());
    return node;
  }

  private static JsonNode value(StoredObject object, Property property) {
    if (property.name().equals("id")) {
      return Json.object().put("id", object.id()).get("id");
    }
    if (property.name().equals("deletedDateTime")) {
      return Json.object().put("at", Objects.toString(object.stamp().deleted(), null)).get("at");
    }
    JsonNode value = property.is(Property.Flag.SECRET) ? null : object.body().get(property.name());
    if (value != null) {
      return value;
    }
    return property.kind().many() ? Json.array() : Json.object().nullNode();
  }

  /// Refuses what a type does not have.
  void check(ObjectType type, List<String> select) {
    for (String name : select) {
      boolean link = Navigation.of(type, name).isPresent();
      boolean extension = name.startsWith("extension_");
      if (!link && !extension && directory.property(type, name).isEmpty()) {
        throw GraphException.badRequest(
            "BadRequest",
            "Parsing OData Select and Expand failed: Could not find a property named '%s' on type"
                    .formatted(name)
                + " 'microsoft.graph."
                + type.typeName()
                + "'.");
      }
    }
  }
}
