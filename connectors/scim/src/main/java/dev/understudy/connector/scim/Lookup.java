// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Finds resources by their names and names by their identifiers, many with one question. A service
/// that takes no filter is read from end to end instead, once for each batch.
final class Lookup {
  private static final int PER_QUESTION = 20;
  private static final int LISTED_MAX = 100;

  private final ScimSettings settings;
  private final ScimHttp http;
  private final Model model;
  private final Names names;
  private volatile int perQuestion = PER_QUESTION;
  private final Set<String> scanned = new LinkedHashSet<>();

  Lookup(ScimSettings settings, ScimHttp http, Model model, Names names) {
    this.settings = settings;
    this.http = http;
    this.model = model;
    this.names = names;
  }

  Names names() {
    return names;
  }

  /// What a resource is called: its naming attribute, or its identifier when it has none.
  String nameOf(TypeModel type, JsonNode resource) {
    TypeModel.Attribute naming = type.attribute(settings.names().attribute());
    List<JsonNode> values = naming == null ? List.of() : naming.path().read(resource);
    String name = values.isEmpty() ? "" : values.getFirst().asString("");
    return name.isEmpty() ? Names.NAMELESS + Json.text(resource, "id") : name;
  }

  /// A new batch begins: what a service without filters holds may have changed.
  synchronized void forgetScans() {
    scanned.clear();
  }

  /// Asks the service for the names that are not known, and whether they are still there for those
  /// that are to be `fresh`.
  ///
  /// @return name to identifier; one that nobody has is left out
  Map<String, String> idsOf(Collection<TypeModel> types, Collection<String> wanted, boolean fresh)
      throws InterruptedException {
    Map<String, String> found = new HashMap<>();
    Set<String> unknown = new LinkedHashSet<>();
    for (String name : wanted) {
      String id = fresh ? null : names.idOf(name);
      if (id == null) {
        unknown.add(name);
      } else {
        found.put(name, id);
      }
    }
    for (TypeModel type : types) {
      if (unknown.isEmpty()) {
        break;
      }
      Map<String, String> here = ask(type, settings.names().attribute(), unknown);
      here.forEach((name, id) -> {
        found.put(name, id);
        unknown.remove(name);
      });
    }
    return found;
  }

  /// The names of resources, by their identifiers; those that are nowhere are left out.
  Map<String, String> namesOf(Collection<TypeModel> types, Collection<String> ids)
      throws InterruptedException {
    Map<String, String> found = new HashMap<>();
    Set<String> unknown = new LinkedHashSet<>();
    for (String id : ids) {
      String name = names.nameOf(id);
      if (name == null) {
        unknown.add(id);
      } else {
        found.put(id, name);
      }
    }
    for (TypeModel type : types) {
      if (unknown.isEmpty()) {
        break;
      }
      ask(type, "id", unknown)
          .values()
          .forEach(id -> {
            String name = names.nameOf(id);
            if (name != null) {
              found.put(id, name);
            }
            unknown.remove(id);
          });
    }
    return found;
  }

  /// Asks for resources of a type by an attribute.
  ///
  /// @return value to identifier
  private Map<String, String> ask(TypeModel type, String attribute, Set<String> values)
      throws InterruptedException {
    if (type.attribute(attribute) == null) {
      return Map.of();
    }
    if (!model.provider().filter()) {
      return scan(type, attribute, values);
    }
    Map<String, String> found = new HashMap<>();
    List<String> rest = new ArrayList<>(values);
    while (!rest.isEmpty()) {
      List<String> some = rest.subList(0, Math.min(rest.size(), perQuestion));
      Answer answer = http.ask(type.endpoint() + ScimHttp.query(question(attribute, some)));
      if (answer.status() == 400 && some.size() > 1) {
        // Some services take no "or".
        perQuestion = 1;
        continue;
      }
      if (answer.status() == 501 || answer.status() == 400 || answer.status() == 403) {
        return scan(type, attribute, values);
      }
      if (!answer.isSuccess() && answer.status() != 404) {
        throw ScimFailure.ofCall(settings, "looking up " + attribute, answer);
      }
      for (JsonNode resource : Json.get(answer.body(), "Resources")) {
        remember(type, attribute, resource, found);
      }
      some.clear();
    }
    found.keySet().retainAll(values);
    return found;
  }

  private Map<String, String> question(String attribute, List<String> values) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put(
        "filter",
        values.stream()
            .map(value -> attribute + " eq " + StringNode.valueOf(value))
            .collect(Collectors.joining(" or ")));
    query.put("attributes", "id," + settings.names().attribute());
    query.put("count", Integer.toString(LISTED_MAX));
    return query;
  }

  private void remember(
      TypeModel type, String attribute, JsonNode resource, Map<String, String> found) {
    String id = Json.text(resource, "id");
    if (id.isEmpty()) {
      return;
    }
    String name = nameOf(type, resource);
    names.put(id, name);
    found.putIfAbsent(attribute.equals("id") ? id : name, id);
  }

  private synchronized Map<String, String> scan(
      TypeModel type, String attribute, Set<String> values) throws InterruptedException {
    Map<String, String> found = new HashMap<>();
    if (scanned.add(type.name())) {
      new Pages(settings, http, model.provider(), type.endpoint())
          .forEach(
              Map.of(),
              resource -> {
                Map<String, String> one = new HashMap<>();
                remember(type, attribute, resource, one);
                one.keySet().retainAll(values);
                one.forEach(found::putIfAbsent);
              });
      return found;
    }
    for (String value : values) {
      boolean byId = attribute.equals("id");
      String id = byId ? (names.nameOf(value) == null ? null : value) : names.idOf(value);
      if (id != null) {
        found.put(value, id);
      }
    }
    return found;
  }
}
