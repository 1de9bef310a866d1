// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as trees.
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /// A new, empty object.
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// A new, empty array.
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /// Reads a text that this program wrote.
  public static ObjectNode read(String text) {
    return (ObjectNode) MAPPER.readTree(text);
  }

  /// Reads what a client sent.
  ///
  /// @throws GraphException when it is no JSON object
  public static ObjectNode request(byte[] body) {
    JsonNode node;
    try {
      node = MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw GraphException.badRequest(
          "BadRequest", "Unable to read JSON request payload. It must be a valid JSON object.");
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw GraphException.badRequest(
        "BadRequest", "Unable to read JSON request payload. It must be a valid JSON object.");
  }

  /// The text of a tree.
  public static String text(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /// The bytes of a tree.
  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }
}
