// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The body of a PATCH (RFC 7644 §3.5.2).
final class Patch {
  private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  /// What the service alone says.
  private static final Set<String> NOT_OURS = Set.of("schemas", "id", "meta");

  private final ArrayNode operations = Json.array();

  boolean isEmpty() {
    return operations.isEmpty();
  }

  ObjectNode toBody() {
    ObjectNode body = Json.object();
    body.putArray("schemas").add(SCHEMA);
    body.set("Operations", operations);
    return body;
  }

  /// Everything that is another in `after`, attribute by attribute. A list is replaced as a whole:
  /// it was made of what the resource had.
  ///
  /// @param extensions URNs of the schemas beside the main one
  static Patch between(JsonNode before, JsonNode after, List<String> extensions) {
    Patch patch = new Patch();
    for (String name : names(before, after)) {
      boolean extension = extensions.stream().anyMatch(name::equalsIgnoreCase);
      JsonNode from = Json.get(before, name);
      JsonNode to = Json.get(after, name);
      if (NOT_OURS.contains(name.toLowerCase(Locale.ROOT)) || from.equals(to)) {
        continue;
      }
      if (extension) {
        for (String inner : names(from, to)) {
          patch.change(name + ":" + inner, Json.get(from, inner), Json.get(to, inner));
        }
      } else {
        patch.change(name, from, to);
      }
    }
    return patch;
  }

  private void change(String path, JsonNode from, JsonNode to) {
    if (from.equals(to)) {
      return;
    }
    boolean group = from.isObject() && to.isObject() && !to.has("value");
    if (!group) {
      set(path, to);
      return;
    }
    for (String child : names(from, to)) {
      if (!Json.get(from, child).equals(Json.get(to, child))) {
        set(path + "." + child, Json.get(to, child));
      }
    }
  }

  private void set(String path, JsonNode value) {
    if (value.isMissingNode()) {
      operation("remove", path);
    } else {
      operation("replace", path).set("value", value);
    }
  }

  /// Values that come to a list of references.
  static Patch adding(String list, List<String> ids) {
    Patch patch = new Patch();
    ArrayNode values = Json.array();
    for (String id : ids) {
      values.addObject().put("value", id);
    }
    patch.operation("add", list).set("value", values);
    return patch;
  }

  /// Values that go from it.
  static Patch removing(String list, List<String> ids) {
    Patch patch = new Patch();
    for (String id : ids) {
      patch.operation("remove", "%s[value eq %s]".formatted(list, StringNode.valueOf(id)));
    }
    return patch;
  }

  private ObjectNode operation(String op, String path) {
    ObjectNode operation = operations.addObject();
    operation.put("op", op);
    operation.put("path", path);
    return operation;
  }

  private static Set<String> names(JsonNode one, JsonNode other) {
    Set<String> names = new LinkedHashSet<>(one.propertyNames());
    names.addAll(other.propertyNames());
    return names;
  }
}
