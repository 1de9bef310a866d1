// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON as SCIM uses it: names of attributes are the same in any case.
final class Json {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// The property of that name; missing when there is none or it is null.
  static JsonNode get(JsonNode object, String name) {
    String spelled = spelled(object, name);
    JsonNode value = spelled == null ? null : object.get(spelled);
    return value == null || value.isNull() ? MissingNode.getInstance() : value;
  }

  /// The text of a property; empty when there is none.
  static String text(JsonNode object, String name) {
    return get(object, name).asString("");
  }

  /// How the object spells that name; null when it has no such property.
  static @Nullable String spelled(JsonNode object, String name) {
    if (object.has(name)) {
      return name;
    }
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      if (property.getKey().equalsIgnoreCase(name)) {
        return property.getKey();
      }
    }
    return null;
  }

  /// Sets a property under the spelling that it has.
  static void set(ObjectNode object, String name, JsonNode value) {
    String spelled = spelled(object, name);
    object.set(spelled == null ? name : spelled, value);
  }

  /// Takes a property away.
  static void remove(ObjectNode object, String name) {
    String spelled = spelled(object, name);
    if (spelled != null) {
      object.remove(spelled);
    }
  }
}
