// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.scim.TypeModel.Attribute;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Makes objects of resources.
final class Resources {
  private final Collection<TypeModel> types;
  private final Lookup lookup;
  private final Set<String> wanted;

  /// @param types those that references may point to
  Resources(Collection<TypeModel> types, Lookup lookup, ReadScope scope) {
    this.types = types;
    this.lookup = lookup;
    this.wanted = scope.attributes();
  }

  /// What need not be sent: a group whose members nobody asked for is short.
  Map<String, String> query(TypeModel type) {
    return type.referenceList()
        .filter(list -> !wanted.contains(list))
        .map(list -> Map.of("excludedAttributes", list))
        .orElse(Map.of());
  }

  /// Hands over one resource as an object, or says why it is none.
  void deliver(TypeModel type, JsonNode resource, ImportSink sink) throws InterruptedException {
    String id = Json.text(resource, "id");
    String name = lookup.nameOf(type, resource);
    try {
      Anchor anchor = anchor(type, id);
      lookup.names().put(id, name);
      Map<String, List<Value>> values = new LinkedHashMap<>();
      for (Map.Entry<String, Attribute> attribute : type.attributes().entrySet()) {
        if (wanted.contains(attribute.getKey()) && attribute.getValue().readable()) {
          List<Value> read = values(attribute.getKey(), attribute.getValue(), resource);
          if (!read.isEmpty()) {
            values.put(attribute.getKey(), read);
          }
        }
      }
      sink.accept(
          new ImportedChange.Present(anchor, Dn.flat(name), type.name(), new Attributes(values)));
    } catch (Unreadable e) {
      sink.reject(e.toDiscoveryError(name));
    }
  }

  private List<Value> values(String name, Attribute attribute, JsonNode resource)
      throws Unreadable, InterruptedException {
    List<JsonNode> nodes = attribute.path().read(resource);
    if (attribute.path().isReference()) {
      return references(nodes);
    }
    Set<Value> values = new LinkedHashSet<>();
    for (JsonNode node : nodes) {
      try {
        values.add(attribute.path().kind().read(node));
      } catch (IllegalArgumentException e) {
        throw new Unreadable(
            switch (attribute.path().kind()) {
              case INTEGER -> "invalid-numeric-value";
              case BOOLEAN -> "invalid-boolean-value";
              case BINARY -> "invalid-base64-value";
              default -> "invalid-attribute-value";
            },
            "%s is %s: %s".formatted(name, node, e.getMessage()));
      }
    }
    return List.copyOf(values);
  }

  /// A resource that is referred to and cannot be found is called by its identifier, so that
  /// nothing is concluded from that.
  private List<Value> references(List<JsonNode> nodes) throws InterruptedException {
    Set<String> ids = new LinkedHashSet<>();
    nodes.forEach(node -> ids.add(node.asString("")));
    ids.remove("");
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<String, String> names = lookup.namesOf(types, ids);
    List<Value> references = new ArrayList<>(ids.size());
    for (String id : ids) {
      references.add(Value.of(Dn.flat(names.getOrDefault(id, Names.NAMELESS + id))));
    }
    return references;
  }

  /// The anchor of a resource.
  static Anchor anchor(TypeModel type, String id) throws Unreadable {
    int bytes = id.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0) {
      throw new Unreadable(
          "missing-anchor-component", "a %s of the service has no id".formatted(type.name()));
    }
    if (bytes > Anchor.BYTES_MAX) {
      throw new Unreadable("anchor-too-long", "the id has %d bytes".formatted(bytes));
    }
    return Anchor.of(id);
  }
}
