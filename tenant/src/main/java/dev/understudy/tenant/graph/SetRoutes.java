// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.StoredObject;
import dev.understudy.tenant.wire.Answer;
import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Json;
import dev.understudy.tenant.wire.Request;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Requests to `/users`, `/groups`, `/contacts`, `/devices` and what stands below.
final class SetRoutes {
  private final ObjectResource objects;
  private final LinkResource links;
  private final DeltaResource delta;
  private final CollectionAnswers answers;

  SetRoutes(Directory directory, ObjectResource objects, LinkResource links, DeltaResource delta) {
    this.objects = objects;
    this.links = links;
    this.delta = delta;
    this.answers = new CollectionAnswers(directory, links);
  }

  /// @param path what stands behind the set
  Answer answer(ObjectType type, List<String> path, Request request) {
    if (path.isEmpty()) {
      return switch (request.method()) {
        case "GET" -> answers.list(type, StoredObject.State.LIVE, request);
        case "POST" -> created(objects.create(type, Json.request(request.body())), request);
        default -> throw notAllowed(request);
      };
    }
    String first = path.getFirst();
    if (path.size() == 1 && first.equals("$count")) {
      return answers.count(type, request);
    }
    if (path.size() == 1 && first.matches("((microsoft\\.)?graph\\.)?delta(\\(\\))?")) {
      return delta.get(type, request);
    }
    if (path.size() == 1) {
      return one(type, first, request);
    }
    return below(objects.find(type, first), path.subList(1, path.size()), request);
  }

  private Answer created(StoredObject object, Request request) {
    return answers
        .single(201, object, request)
        .with(
            "Location",
            "%s/v1.0/%s/%s".formatted(request.target().base(), object.type().set(), object.id()));
  }

  private Answer one(ObjectType type, String key, Request request) {
    @Nullable String etag = request.header("If-Match").orElse(null);
    return switch (request.method()) {
      case "GET" -> get(objects.find(type, key), request);
      case "PATCH" -> patch(type, key, request);
      case "DELETE" -> {
        objects.delete(objects.find(type, key), etag);
        yield Answer.noContent();
      }
      default -> throw notAllowed(request);
    };
  }

  private Answer get(StoredObject object, Request request) {
    return request.header("If-None-Match").filter(object.etag()::equals).isPresent()
        ? new Answer(304, List.of(), null, null).with("ETag", object.etag())
        : answers.single(200, object, request);
  }

  private Answer patch(ObjectType type, String key, Request request) {
    ObjectNode body = Json.request(request.body());
    boolean upsert =
        type == ObjectType.GROUP
            && key.startsWith("(uniqueName=")
            && request.header("Prefer").orElse("").contains("create-if-missing");
    if (upsert) {
      String name = key.substring("(uniqueName='".length(), key.length() - 2).replace("''", "'");
      if (objects.byKey(type, "uniqueName", name).isEmpty()) {
        body.put("uniqueName", name);
        return created(objects.create(type, body), request);
      }
    }
    objects.patch(objects.find(type, key), body, request.header("If-Match").orElse(null));
    return Answer.noContent();
  }

  /// `/members`, `/members/$ref`, `/members/{id}/$ref`, `/manager/$ref` and their like.
  private Answer below(StoredObject object, List<String> path, Request request) {
    String name = path.getFirst();
    Navigation way =
        Navigation.of(object.type(), name).orElseThrow(() -> GraphException.noSegment(name));
    boolean reference = path.getLast().equals("$ref");
    if (request.method().equals("GET")) {
      return read(object, way, path, request);
    }
    if (!reference || way.back()) {
      throw notAllowed(request);
    }
    switch (request.method()) {
      case "POST" -> links.add(object, name, target(request));
      case "PUT" -> links.set(object, name, target(request));
      case "DELETE" -> {
        String id =
            path.size() == 3
                ? path.get(1)
                : links
                    .single(object, way)
                    .map(StoredObject::id)
                    .orElseThrow(() -> GraphException.notFound(name));
        links.remove(object, name, id);
      }
      default -> throw notAllowed(request);
    }
    return Answer.noContent();
  }

  private Answer read(StoredObject object, Navigation way, List<String> path, Request request) {
    if (path.size() == 1 && way.single()) {
      return links
          .single(object, way)
          .map(target -> answers.any(200, target, request))
          .orElseThrow(() -> GraphException.notFound(way.name()));
    }
    if (path.size() == 1) {
      return answers.linked(object, way, Optional.empty(), request);
    }
    if (path.get(1).equals("$ref")) {
      return answers.references(object, way, request);
    }
    ObjectType cast =
        ObjectType.ofName(path.get(1)).orElseThrow(() -> GraphException.noSegment(path.get(1)));
    return answers.linked(object, way, Optional.of(cast), request);
  }

  private static String target(Request request) {
    return Bodies.id(Json.request(request.body()).path("@odata.id").asString(""));
  }

  static GraphException notAllowed(Request request) {
    return GraphException.of(
        405,
        "Request_BadRequest",
        "Specified HTTP method %s is not allowed for the request target."
            .formatted(request.method()));
  }
}
