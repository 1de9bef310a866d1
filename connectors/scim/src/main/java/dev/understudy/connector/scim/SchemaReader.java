// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.scim.AttributePath.Place;
import dev.understudy.connector.scim.TypeModel.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes attributes of the schemas of one resource type: `userName`, `name.givenName`, `emails` for
/// all values, `emails.work` for the one of that type, `addresses.work.locality`, and the names of
/// an extension as they are where the main schema does not have them.
final class SchemaReader {
  /// Where a schema does not list them, the types that RFC 7643 §8.7 has.
  private static final Map<String, List<String>> USUAL_TYPES =
      Map.of(
          "emails", List.of("work", "home", "other"),
          "phonenumbers", List.of("work", "home", "mobile", "fax", "pager", "other"),
          "addresses", List.of("work", "home", "other"),
          "ims", List.of("aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"),
          "photos", List.of("photo", "thumbnail"));

  /// Lists that say what a resource is in; the groups are where that is kept.
  private static final Set<String> LEFT_OUT = Set.of("groups", "schemas", "meta", "id");

  private final Map<String, Attribute> attributes = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();

  SchemaReader() {
    attributes.put(
        "id",
        new Attribute(new AttributePath(null, "id", new Place.Plain(), Kind.STRING), true, false));
    attributes.put(
        "externalId",
        new Attribute(
            new AttributePath(null, "externalId", new Place.Plain(), Kind.STRING), true, true));
  }

  Map<String, Attribute> attributes() {
    return attributes;
  }

  /// Attributes without which nothing is created.
  Set<String> required() {
    return required;
  }

  /// Adds the attributes of a schema.
  ///
  /// @param extension its URN when it is an extension; else null
  void add(JsonNode schema, @Nullable String extension) {
    for (JsonNode attribute : Json.get(schema, "attributes")) {
      String name = Json.text(attribute, "name");
      boolean common = extension == null && LEFT_OUT.contains(name.toLowerCase(Locale.ROOT));
      if (!name.isEmpty() && !common && !name.equalsIgnoreCase("externalId")) {
        add(attribute, name, extension);
      }
    }
  }

  private void add(JsonNode attribute, String name, @Nullable String extension) {
    boolean many = Json.get(attribute, "multiValued").asBoolean(false);
    Kind kind = Kind.of(Json.text(attribute, "type"));
    if (kind != Kind.COMPLEX) {
      Place place = many ? new Place.All(false) : new Place.Plain();
      put(name, new AttributePath(extension, name, place, kind), List.of(attribute));
      return;
    }
    JsonNode reference = sub(attribute, "$ref");
    JsonNode value = sub(attribute, "value");
    boolean toResource = value != null && isToResource(reference, name);
    if (toResource) {
      Place place = many ? new Place.All(true) : new Place.Sub("value");
      put(
          name,
          new AttributePath(extension, name, place, Kind.RESOURCE),
          many ? List.of(attribute) : List.of(attribute, value));
    } else if (many) {
      addList(attribute, name, extension, value);
    } else {
      for (JsonNode child : Json.get(attribute, "subAttributes")) {
        String childName = Json.text(child, "name");
        put(
            name + "." + childName,
            new AttributePath(
                extension, name, new Place.Sub(childName), Kind.of(Json.text(child, "type"))),
            List.of(attribute, child));
      }
    }
  }

  private void addList(
      JsonNode attribute, String name, @Nullable String extension, @Nullable JsonNode value) {
    if (value != null) {
      Kind kind = Kind.of(Json.text(value, "type"));
      put(name, new AttributePath(extension, name, new Place.All(true), kind), List.of(attribute));
    }
    JsonNode type = sub(attribute, "type");
    if (type == null) {
      return;
    }
    List<String> types = new ArrayList<>();
    Json.get(type, "canonicalValues").forEach(one -> types.add(one.asString("")));
    if (types.isEmpty()) {
      types.addAll(USUAL_TYPES.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }
    for (String one : types) {
      for (JsonNode child : Json.get(attribute, "subAttributes")) {
        String childName = Json.text(child, "name");
        boolean isValue = childName.equalsIgnoreCase("value");
        boolean skipped =
            Set.of("type", "primary", "$ref", "display").contains(childName)
                || (value != null && !isValue);
        if (!skipped && !one.isEmpty()) {
          put(
              name + "." + one + (isValue ? "" : "." + childName),
              new AttributePath(
                  extension,
                  name,
                  new Place.OfType(one, childName),
                  Kind.of(Json.text(child, "type"))),
              List.of(attribute, child));
        }
      }
    }
  }

  private static boolean isToResource(@Nullable JsonNode reference, String name) {
    if (reference == null) {
      return name.equalsIgnoreCase("members") || name.equalsIgnoreCase("manager");
    }
    for (JsonNode type : Json.get(reference, "referenceTypes")) {
      String target = type.asString("");
      if (!target.equalsIgnoreCase("uri") && !target.equalsIgnoreCase("external")) {
        return true;
      }
    }
    return name.equalsIgnoreCase("members") || name.equalsIgnoreCase("manager");
  }

  /// @param said the attribute, and the sub-attribute where it is one
  private void put(String name, AttributePath path, List<JsonNode> said) {
    String extension = path.extension();
    String free = attributes.containsKey(name) && extension != null ? extension + ":" + name : name;
    boolean writable = said.stream().noneMatch(one -> is(one, "mutability", "readOnly"));
    boolean readable =
        said.stream()
            .noneMatch(one -> is(one, "mutability", "writeOnly") || is(one, "returned", "never"));
    attributes.putIfAbsent(free, new Attribute(path, readable, writable));
    if (writable && said.stream().allMatch(one -> Json.get(one, "required").asBoolean(false))) {
      required.add(free);
    }
  }

  private static boolean is(JsonNode attribute, String property, String value) {
    return Json.text(attribute, property).equalsIgnoreCase(value);
  }

  private static @Nullable JsonNode sub(JsonNode attribute, String name) {
    for (JsonNode child : Json.get(attribute, "subAttributes")) {
      if (Json.text(child, "name").equalsIgnoreCase(name)) {
        return child;
      }
    }
    return null;
  }
}
