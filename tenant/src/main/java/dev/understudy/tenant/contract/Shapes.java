// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.contract;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares JSON with types.
final class Shapes {
  private final Csdl csdl;

  Shapes(Csdl csdl) {
    this.csdl = csdl;
  }

  /// @param type the type that is expected
  /// @param what where, for messages
  record Where(String type, String what) {
    Where below(String typeBelow, String name) {
      return new Where(typeBelow, what + " › " + name);
    }
  }

  /// Checks an object of a type or of one that extends it.
  void entity(ObjectNode node, Where where, List<String> problems) {
    String type = where.type();
    if (node.has("@odata.type")) {
      type = node.get("@odata.type").asString().replaceFirst("^#microsoft\\.graph\\.", "");
      if (!csdl.is(type, where.type())) {
        problems.add("%s: a %s is no %s".formatted(where.what(), type, where.type()));
        return;
      }
    }
    if (csdl.type(type).isEmpty()) {
      problems.add("%s: there is no type %s".formatted(where.what(), type));
      return;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      member(type, entry, where, problems);
    }
  }

  private void member(
      String type, Map.Entry<String, JsonNode> entry, Where where, List<String> problems) {
    String name = entry.getKey();
    int at = name.indexOf('@');
    if (at == 0) {
      return;
    }
    Optional<Csdl.Property> property = csdl.property(type, at > 0 ? name.substring(0, at) : name);
    if (property.isEmpty()) {
      if (!name.startsWith("extension_")) {
        problems.add("%s: a %s has no %s".formatted(where.what(), type, name));
      }
      return;
    }
    if (at > 0) {
      boolean fits = property.get().navigation() && entry.getValue().isArray();
      if (!fits && !name.endsWith("@odata.bind")) {
        problems.add("%s: %s is no list of links".formatted(where.what(), name));
      }
      return;
    }
    value(entry.getValue(), property.get(), where.below(property.get().type(), name), problems);
  }

  private void value(JsonNode value, Csdl.Property property, Where where, List<String> problems) {
    if (value.isNull()) {
      if (!property.nullable() || property.type().startsWith("Collection(")) {
        problems.add(where.what() + ": must not be null");
      }
      return;
    }
    if (property.type().startsWith("Collection(")) {
      String of = property.type().substring("Collection(".length(), property.type().length() - 1);
      if (!value.isArray()) {
        problems.add(where.what() + ": must be a list");
        return;
      }
      for (JsonNode one : value) {
        single(one, new Where(of, where.what()), problems);
      }
      return;
    }
    single(value, where, problems);
  }

  private void single(JsonNode value, Where where, List<String> problems) {
    boolean fits =
        switch (where.type()) {
          case "Edm.String" -> value.isString();
          case "Edm.Boolean" -> value.isBoolean();
          case "Edm.Int16", "Edm.Int32", "Edm.Int64" -> value.isIntegralNumber();
          case "Edm.Double", "Edm.Decimal", "Edm.Single" -> value.isNumber();
          case "Edm.DateTimeOffset" -> value.isString() && isTime(value.stringValue());
          case "Edm.Guid" -> value.isString() && isGuid(value.stringValue());
          case "Edm.Binary" -> value.isString() && isBase64(value.stringValue());
          default -> {
            if (csdl.type(where.type()).isPresent() && value instanceof ObjectNode object) {
              entity(object, where, problems);
              yield true;
            }
            // What is left are enumerations, which travel as text.
            yield csdl.type(where.type()).isEmpty() && value.isString();
          }
        };
    if (!fits) {
      problems.add("%s: %s is no %s".formatted(where.what(), value, where.type()));
    }
  }

  private static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isGuid(String text) {
    try {
      UUID.fromString(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isBase64(String text) {
    try {
      Base64.getDecoder().decode(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
