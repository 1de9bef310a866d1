// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.scim.TypeModel.Attribute;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Puts values of objects into resources.
final class Values {
  private final ScimSettings settings;
  private final Model model;
  private final Lookup lookup;

  Values(ScimSettings settings, Model model, Lookup lookup) {
    this.settings = settings;
    this.model = model;
    this.lookup = lookup;
  }

  /// The type of that name.
  TypeModel type(String name) throws Refused {
    TypeModel type = model.types().get(name);
    if (type == null) {
      throw Refused.because(
          "no-export-to-this-object-type",
          "the service has no type %s; it has %s"
              .formatted(name, String.join(", ", model.types().keySet())));
    }
    return type;
  }

  /// The resource that an object becomes.
  ObjectNode resource(TypeModel type, ObjectDelta.Add add) throws Refused, InterruptedException {
    ObjectNode resource = Json.object();
    for (Map.Entry<String, List<Value>> attribute : add.attributes().map().entrySet()) {
      Attribute target = attribute(type, attribute.getKey());
      target.path().write(resource, nodes(attribute.getKey(), target, attribute.getValue()));
    }
    name(type, resource, add.dn());
    setSchemas(type, resource);
    return resource;
  }

  /// Gives a resource its name.
  void name(TypeModel type, ObjectNode resource, Dn dn) throws Refused {
    if (dn.text().startsWith(Names.NAMELESS)) {
      throw Refused.because(
          "invalid-dn", "names that begin with id: are those of resources without a name");
    }
    attribute(type, settings.names().attribute())
        .path()
        .write(resource, List.of(StringNode.valueOf(dn.text())));
  }

  /// Makes one change in a resource.
  void apply(TypeModel type, ObjectNode resource, AttributeChange change)
      throws Refused, InterruptedException {
    Attribute target = attribute(type, change.name());
    switch (change) {
      case AttributeChange.Replace(String name, List<Value> values) ->
          target.path().write(resource, nodes(name, target, values));
      case AttributeChange.Update(String name, List<Value> added, List<Value> removed) -> {
        Set<JsonNode> now = new LinkedHashSet<>(target.path().read(resource));
        known(name, target, removed).forEach(now::remove);
        now.addAll(nodes(name, target, added));
        checkCount(name, target, now.size());
        target.path().write(resource, List.copyOf(now));
      }
    }
  }

  /// Says which schemas a resource uses.
  static void setSchemas(TypeModel type, ObjectNode resource) {
    ArrayNode schemas = Json.array();
    schemas.add(type.schemas().getFirst());
    for (String extension : type.schemas().subList(1, type.schemas().size())) {
      if (!Json.get(resource, extension).isMissingNode()) {
        schemas.add(extension);
      }
    }
    Json.set(resource, "schemas", schemas);
  }

  /// The attribute of that name, which can be written.
  static Attribute attribute(TypeModel type, String name) throws Refused {
    Attribute attribute = type.attribute(name);
    if (attribute == null) {
      throw Refused.because(
          "unexpected-provisioning-attribute",
          "a %s of the service has no %s".formatted(type.name(), name));
    }
    if (!attribute.writable()) {
      throw Refused.because(
          "readonly-attribute", "the service does not let %s be set".formatted(name));
    }
    return attribute;
  }

  /// Values as the service has them.
  List<JsonNode> nodes(String name, Attribute attribute, List<Value> values)
      throws Refused, InterruptedException {
    checkCount(name, attribute, values.size());
    if (attribute.path().isReference()) {
      Map<String, String> ids = ids(values);
      List<JsonNode> nodes = new ArrayList<>(values.size());
      for (Value value : values) {
        String id = ids.get(text(value));
        if (id == null) {
          throw new Refused(
              new ExportOutcome.Dependency(
                  "dn-attributes-failure",
                  "%s refers to %s, and nothing in the service is called so"
                      .formatted(name, text(value))));
        }
        nodes.add(StringNode.valueOf(id));
      }
      return nodes;
    }
    List<JsonNode> nodes = new ArrayList<>(values.size());
    for (Value value : values) {
      try {
        nodes.add(attribute.path().kind().write(value));
      } catch (IllegalArgumentException e) {
        throw Refused.because(
            "invalid-attribute-value",
            "%s takes no \"%s\": %s".formatted(name, value, e.getMessage()));
      }
    }
    return nodes;
  }

  /// As [#nodes], without references to what is not there: they can be nobody's value.
  List<JsonNode> known(String name, Attribute attribute, List<Value> values)
      throws Refused, InterruptedException {
    if (!attribute.path().isReference()) {
      return attribute.path().isMultiValued()
          ? nodes(name, attribute, values)
          : nodes(name, attribute, values.subList(0, Math.min(1, values.size())));
    }
    return ids(values).values().stream().<JsonNode>map(StringNode::valueOf).toList();
  }

  private Map<String, String> ids(List<Value> values) throws InterruptedException {
    Set<String> names = new LinkedHashSet<>();
    values.forEach(value -> names.add(text(value)));
    return lookup.idsOf(model.types().values(), names, false);
  }

  private static void checkCount(String name, Attribute attribute, int count) throws Refused {
    if (count > 1 && !attribute.path().isMultiValued()) {
      throw Refused.because(
          "constraint-violation", "%s has one value, not %d".formatted(name, count));
    }
  }

  private static String text(Value value) {
    return value instanceof Value.Reference(Dn dn) ? dn.text() : value.toString();
  }
}
