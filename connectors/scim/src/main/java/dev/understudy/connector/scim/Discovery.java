// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Asks the service what it is: ServiceProviderConfig, ResourceTypes, Schemas. Where it does not
/// say, it is taken for one with users and groups as RFC 7643 has them.
final class Discovery {
  private static final Set<String> OWN_TYPES =
      Set.of("serviceproviderconfig", "resourcetype", "schema");

  private final ScimSettings settings;
  private final ScimHttp http;

  Discovery(ScimSettings settings, ScimHttp http) {
    this.settings = settings;
    this.http = http;
  }

  Model run() throws InterruptedException {
    Answer config = optional("/ServiceProviderConfig");
    Provider provider = config.isSuccess() ? Provider.of(config.body()) : Provider.UNTOLD;
    Map<String, JsonNode> schemas = new LinkedHashMap<>();
    resources("/Schemas")
        .forEach(schema -> schemas.put(Json.text(schema, "id").toLowerCase(Locale.ROOT), schema));
    List<JsonNode> resourceTypes = resources("/ResourceTypes");
    JsonNode usual = usual();
    Json.get(usual, "schemas")
        .forEach(schema ->
            schemas.putIfAbsent(Json.text(schema, "id").toLowerCase(Locale.ROOT), schema));
    if (resourceTypes.isEmpty()) {
      Json.get(usual, "resourceTypes").forEach(resourceTypes::add);
    }
    Map<String, TypeModel> types = new LinkedHashMap<>();
    for (JsonNode type : resourceTypes) {
      TypeModel model = type(type, schemas);
      if (!OWN_TYPES.contains(model.name().toLowerCase(Locale.ROOT))) {
        types.put(model.name(), model);
      }
    }
    if (types.isEmpty()) {
      throw ScimFailure.failure(
          settings,
          ErrorCode.CONFIGURATION,
          "the service has no types of resources; check \"url\"");
    }
    return new Model(provider, ordered(types));
  }

  /// A list that is referred to and refers to nothing comes before those that refer to it.
  private static Map<String, TypeModel> ordered(Map<String, TypeModel> types) {
    Map<String, TypeModel> ordered = new LinkedHashMap<>();
    types.forEach((name, type) -> {
      if (type.referenceList().isEmpty()) {
        ordered.put(name, type);
      }
    });
    types.forEach(ordered::putIfAbsent);
    return ordered;
  }

  private TypeModel type(JsonNode type, Map<String, JsonNode> schemas) {
    String name = Json.text(type, "name");
    String endpoint = Json.text(type, "endpoint");
    String main = Json.text(type, "schema");
    if (name.isEmpty() || endpoint.isEmpty() || main.isEmpty()) {
      throw ScimFailure.failure(
          settings,
          ErrorCode.PARSE,
          "a resource type of the service lacks name, endpoint or schema: " + type);
    }
    List<String> urns = new ArrayList<>(List.of(main));
    SchemaReader reader = new SchemaReader();
    reader.add(schema(schemas, main), null);
    for (JsonNode extension : Json.get(type, "schemaExtensions")) {
      String urn = Json.text(extension, "schema");
      urns.add(urn);
      reader.add(schema(schemas, urn), urn);
    }
    return new TypeModel(
        name,
        "/" + endpoint.replaceFirst("^.*/", ""),
        List.copyOf(urns),
        reader.attributes(),
        reader.required());
  }

  private static JsonNode schema(Map<String, JsonNode> schemas, String urn) {
    return schemas.getOrDefault(urn.toLowerCase(Locale.ROOT), Json.object());
  }

  private List<JsonNode> resources(String path) throws InterruptedException {
    List<JsonNode> resources = new ArrayList<>();
    Answer answer = optional(path);
    if (answer.isSuccess()) {
      Json.get(answer.body(), "Resources").forEach(resources::add);
    }
    return resources;
  }

  /// Not every service has these; one that refuses them is used nevertheless.
  private Answer optional(String path) throws InterruptedException {
    Answer answer = http.ask(path);
    if (answer.isBusy()) {
      throw ScimFailure.ofCall(settings, "GET " + path, answer);
    }
    return answer;
  }

  private static JsonNode usual() {
    try (InputStream in = Discovery.class.getResourceAsStream("usual.json")) {
      if (in == null) {
        throw new IllegalStateException("the jar has no usual.json; it is damaged");
      }
      return Json.MAPPER.readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
