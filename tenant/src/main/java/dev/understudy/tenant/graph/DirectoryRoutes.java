// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.StoredObject;
import dev.understudy.tenant.login.Caller;
import dev.understudy.tenant.wire.Answer;
import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Json;
import dev.understudy.tenant.wire.Request;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Requests to `/directory/deletedItems`, `/directoryObjects` and `/organization`.
final class DirectoryRoutes {
  private static final int IDS_MAX = 1_000;

  private final Directory directory;
  private final ObjectResource objects;
  private final CollectionAnswers answers;
  private final Shape shape;

  DirectoryRoutes(Directory directory, ObjectResource objects, CollectionAnswers answers) {
    this.directory = directory;
    this.objects = objects;
    this.answers = answers;
    this.shape = new Shape(directory);
  }

  /// @param path what stands behind `deletedItems`
  Answer bin(List<String> path, Request request, Caller caller) {
    if (path.isEmpty()) {
      throw GraphException.badRequest(
          "Request_UnsupportedQuery",
          "Name the type: /directory/deletedItems/microsoft.graph.user.");
    }
    Optional<ObjectType> type = ObjectType.ofName(path.getFirst());
    if (type.isPresent()) {
      Permissions.check(caller, type.get(), false);
      return answers.list(type.get(), StoredObject.State.DELETED, request);
    }
    StoredObject object =
        directory
            .objects()
            .find(path.getFirst())
            .filter(found -> found.stamp().state() == StoredObject.State.DELETED)
            .orElseThrow(() -> GraphException.notFound(path.getFirst()));
    Permissions.check(caller, object.type(), request.writes());
    if (path.size() == 2 && path.get(1).matches("((microsoft\\.)?graph\\.)?restore")) {
      ObjectNode options =
          request.body().length == 0 ? Json.object() : Json.request(request.body());
      return answers.any(200, objects.restore(object, options), request);
    }
    return switch (request.method()) {
      case "GET" -> answers.any(200, object, request);
      case "DELETE" -> {
        directory.purge(object);
        yield Answer.noContent();
      }
      default -> throw SetRoutes.notAllowed(request);
    };
  }

  /// @param path what stands behind `directoryObjects`
  Answer objects(List<String> path, Request request, Caller caller) {
    if (path.isEmpty()) {
      throw GraphException.noSegment("directoryObjects");
    }
    return switch (path.getFirst()) {
      case "getByIds", "microsoft.graph.getByIds" -> byIds(request);
      case "getAvailableExtensionProperties", "microsoft.graph.getAvailableExtensionProperties" ->
          extensions(request);
      default -> {
        StoredObject object =
            directory
                .objects()
                .live(path.getFirst())
                .orElseThrow(() -> GraphException.notFound(path.getFirst()));
        Permissions.check(caller, object.type(), request.writes());
        if (request.method().equals("DELETE")) {
          objects.delete(object, request.header("If-Match").orElse(null));
          yield Answer.noContent();
        }
        yield answers.any(200, object, request);
      }
    };
  }

  private Answer byIds(Request request) {
    ObjectNode given = Json.request(request.body());
    if (given.path("ids").size() > IDS_MAX || given.path("ids").isEmpty()) {
      throw GraphException.badRequest(
          "Request_BadRequest", "ids must be 1 to %d texts.".formatted(IDS_MAX));
    }
    Set<String> types = new LinkedHashSet<>();
    given.path("types").forEach(type -> types.add(type.asString()));
    List<String> select =
        List.of(request.parameters().getOrDefault("$select", "").split(",", -1)).stream()
            .filter(name -> !name.isBlank())
            .toList();
    ObjectNode body = Json.object();
    body.put("@odata.context", request.target().base() + "/v1.0/$metadata#directoryObjects");
    ArrayNode value = body.putArray("value");
    Set<String> ids = new LinkedHashSet<>();
    given.path("ids").forEach(id -> ids.add(id.asString()));
    for (String id : ids) {
      directory
          .objects()
          .live(id)
          .filter(object -> types.isEmpty() || types.contains(object.type().typeName()))
          .ifPresent(object -> value.add(shape.of(object, new Shape.View(select, true))));
    }
    return Answer.of(200, body);
  }

  private Answer extensions(Request request) {
    ObjectNode body = Json.object();
    body.put(
        "@odata.context",
        request.target().base() + "/v1.0/$metadata#Collection(extensionProperty)");
    ArrayNode value = body.putArray("value");
    for (Directory.Extension extension : directory.organization().plan().extensions()) {
      ObjectNode node = value.addObject();
      node.put(
          "id",
          java.util
              .UUID
              .nameUUIDFromBytes(extension.name().getBytes(java.nio.charset.StandardCharsets.UTF_8))
              .toString());
      node.putNull("deletedDateTime");
      node.put("appDisplayName", "");
      node.put("name", extension.name());
      node.put("dataType", extension.dataType());
      node.put("isMultiValued", extension.kind().many());
      node.put("isSyncedFromOnPremises", false);
      ArrayNode targets = node.putArray("targetObjects");
      extension.targets().forEach(target -> targets.add(target.word()));
    }
    return Answer.of(200, body);
  }

  /// Whose tenant this is.
  Answer organization(Request request) {
    ObjectNode body = Json.object();
    body.put("@odata.context", request.target().base() + "/v1.0/$metadata#organization");
    ObjectNode node = body.putArray("value").addObject();
    node.put("id", directory.organization().id());
    node.putNull("deletedDateTime");
    node.put("displayName", directory.organization().plan().name());
    node.putNull("onPremisesSyncEnabled");
    node.put("tenantType", "AAD");
    ArrayNode domains = node.putArray("verifiedDomains");
    for (String domain : directory.organization().plan().domains()) {
      ObjectNode one = domains.addObject();
      boolean initial = domain.equals(directory.organization().initialDomain());
      one.put("capabilities", "Email, OfficeCommunicationsOnline");
      one.put("isDefault", initial);
      one.put("isInitial", initial);
      one.put("name", domain);
      one.put("type", "Managed");
    }
    return Answer.of(200, body);
  }
}
