// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where the values of an attribute are in a resource.
///
/// @param extension the schema whose part of the resource it is in; null for the main one
/// @param name of the SCIM attribute
/// @param place where in it
/// @param kind what its values are
record AttributePath(@Nullable String extension, String name, Place place, Kind kind) {

  /// Where in a SCIM attribute.
  sealed interface Place {
    /// It is the value.
    record Plain() implements Place {}

    /// A sub-attribute of the one that it is: `name.givenName`, `manager.value`.
    record Sub(String child) implements Place {}

    /// All values of a list, under `value` where they are complex.
    record All(boolean complex) implements Place {}

    /// A sub-attribute of the one value that has this type: `emails[type eq "work"].value`.
    record OfType(String type, String child) implements Place {}
  }

  /// Whether there may be more than one value.
  boolean isMultiValued() {
    return place instanceof Place.All;
  }

  /// Whether it refers to other resources.
  boolean isReference() {
    return kind == Kind.RESOURCE;
  }

  /// The values in a resource, in their order.
  List<JsonNode> read(JsonNode resource) {
    JsonNode owner = extension == null ? resource : Json.get(resource, extension);
    JsonNode attribute = Json.get(owner, name);
    List<JsonNode> found = new ArrayList<>();
    switch (place) {
      case Place.Plain _ -> found.add(attribute);
      case Place.Sub(String child) -> found.add(Json.get(attribute, child));
      case Place.All(boolean complex) ->
          elements(attribute)
              .forEach(element ->
                  found.add(complex && element.isObject() ? Json.get(element, "value") : element));
      case Place.OfType(String type, String child) -> {
        JsonNode element = ofType(attribute, type);
        if (element != null) {
          found.add(Json.get(element, child));
        }
      }
    }
    found.removeIf(node -> node.isMissingNode() || node.isNull());
    return found;
  }

  /// Puts exactly these values into a resource; none takes the attribute away. What stands beside
  /// them in the same SCIM attribute stays.
  void write(ObjectNode resource, List<JsonNode> values) {
    ObjectNode owner = owner(resource, !values.isEmpty());
    if (owner == null) {
      return;
    }
    switch (place) {
      case Place.Plain _ -> put(owner, name, values);
      case Place.Sub(String child) -> writeSub(owner, child, values);
      case Place.All(boolean complex) -> writeAll(owner, complex, values);
      case Place.OfType(String type, String child) -> writeOfType(owner, type, child, values);
    }
    if (extension != null && owner.isEmpty()) {
      Json.remove(resource, extension);
    }
  }

  private @Nullable ObjectNode owner(ObjectNode resource, boolean create) {
    if (extension == null) {
      return resource;
    }
    if (Json.get(resource, extension) instanceof ObjectNode there) {
      return there;
    }
    return create ? resource.putObject(extension) : null;
  }

  private void writeSub(ObjectNode owner, String child, List<JsonNode> values) {
    if (Json.get(owner, name) instanceof ObjectNode there) {
      put(there, child, values);
      // What only says how the value is called says nothing without it.
      if (values.isEmpty() && child.equals("value")) {
        there.removeAll();
      }
      if (there.isEmpty()) {
        Json.remove(owner, name);
      }
    } else if (!values.isEmpty()) {
      ObjectNode made = Json.object();
      put(made, child, values);
      Json.set(owner, name, made);
    }
  }

  private void writeAll(ObjectNode owner, boolean complex, List<JsonNode> values) {
    List<JsonNode> before = elements(Json.get(owner, name));
    ArrayNode after = Json.array();
    for (JsonNode value : values) {
      JsonNode kept =
          before.stream()
              .filter(element -> complex && Json.get(element, "value").equals(value))
              .findFirst()
              .orElseGet(() -> complex ? Json.object().set("value", value) : value);
      after.add(kept);
    }
    if (after.isEmpty()) {
      Json.remove(owner, name);
    } else {
      Json.set(owner, name, after);
    }
  }

  private void writeOfType(ObjectNode owner, String type, String child, List<JsonNode> values) {
    ArrayNode all = Json.array();
    elements(Json.get(owner, name)).forEach(all::add);
    if (ofType(all, type) instanceof ObjectNode there) {
      put(there, child, values);
      boolean hollow = there.size() == 1 || (values.isEmpty() && child.equals("value"));
      if (hollow) {
        all.removeIf(element -> Json.text(element, "type").equalsIgnoreCase(type));
      }
    } else if (!values.isEmpty()) {
      ObjectNode made = all.addObject();
      made.put("type", type);
      put(made, child, values);
    }
    if (all.isEmpty()) {
      Json.remove(owner, name);
    } else {
      Json.set(owner, name, all);
    }
  }

  private static void put(ObjectNode object, String name, List<JsonNode> values) {
    if (values.isEmpty()) {
      Json.remove(object, name);
    } else {
      Json.set(object, name, values.getFirst());
    }
  }

  private static @Nullable JsonNode ofType(JsonNode attribute, String type) {
    for (JsonNode element : elements(attribute)) {
      if (Json.text(element, "type").equalsIgnoreCase(type)) {
        return element;
      }
    }
    return null;
  }

  /// The elements of a list; a single one may stand without brackets.
  private static List<JsonNode> elements(JsonNode attribute) {
    List<JsonNode> elements = new ArrayList<>();
    if (attribute.isArray()) {
      attribute.forEach(elements::add);
    } else if (!attribute.isMissingNode() && !attribute.isNull()) {
      elements.add(attribute);
    }
    return elements;
  }
}
