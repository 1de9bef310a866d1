// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.value.Attributes;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What of an object is read, and how it becomes attributes.
///
/// @param type the type
/// @param mapped the attributes, those that are links among them
/// @param wanted the names of all attributes in scope
record ObjectReading(CloudType type, List<AttributeMap.Mapped> mapped, Set<String> wanted) {

  static ObjectReading of(CloudType type, Set<String> wanted) {
    return new ObjectReading(type, AttributeMap.INSTANCE.among(type, wanted), wanted);
  }

  /// The properties to ask for.
  String select() {
    Set<String> names = new LinkedHashSet<>();
    names.add("id");
    String anchor = type.anchorProperty();
    if (anchor != null) {
      names.add(anchor);
    }
    if (type == CloudType.GROUP) {
      names.add("createdDateTime");
    }
    mapped.forEach(one -> names.add(one.property()));
    return String.join(",", names);
  }

  /// The links among the attributes.
  List<AttributeMap.Mapped> links() {
    return mapped.stream().filter(one -> one.kind().isLink()).toList();
  }

  /// The values of an object, without its links.
  Attributes.Builder values(JsonNode object) {
    Attributes.Builder attributes = Attributes.builder();
    for (AttributeMap.Mapped one : mapped) {
      attributes.add(one.name(), values(one, object));
    }
    if (wanted.contains(AttributeMap.CLOUD_ANCHOR)) {
      attributes.add(AttributeMap.CLOUD_ANCHOR, type.word() + "_" + object.path("id").asString());
    }
    if (wanted.contains(AttributeMap.CLOUD_MASTERED)) {
      attributes.add(AttributeMap.CLOUD_MASTERED, Value.of(Names.anchor(type, object) == null));
    }
    return attributes;
  }

  /// The values of one attribute; none for a link.
  static List<Value> values(AttributeMap.Mapped one, JsonNode object) {
    JsonNode node = object;
    for (String step : one.path()) {
      node = node.path(step);
    }
    List<Value> values = new ArrayList<>();
    switch (one.kind()) {
      case TEXT -> {
        if (node.isString()) {
          values.add(Value.of(node.stringValue()));
        }
      }
      case TEXTS, FIRST -> {
        for (JsonNode element : node) {
          values.add(Value.of(element.asString()));
        }
      }
      case FLAG -> {
        if (node.isBoolean()) {
          values.add(Value.of(node.booleanValue()));
        }
      }
      case REFERENCE, REFERENCES -> {}
    }
    return values;
  }

  /// Whether an object has all these values already.
  ///
  /// @param given what it should have, links left out
  boolean has(JsonNode object, Map<String, List<Value>> given) {
    for (AttributeMap.Mapped one : mapped) {
      List<Value> wantedValues = given.get(one.name());
      if (wantedValues != null
          && !one.kind().isLink()
          && !Set.copyOf(wantedValues).equals(Set.copyOf(values(one, object)))) {
        return false;
      }
    }
    return true;
  }
}
