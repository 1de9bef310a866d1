// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.ObjectTable;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.StoredObject;
import dev.understudy.tenant.query.QueryOptions;
import dev.understudy.tenant.wire.Answer;
import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Json;
import dev.understudy.tenant.wire.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Single objects and lists of them, as answers.
final class CollectionAnswers {
  private static final int EXPAND_MAX = 20;

  private final Directory directory;
  private final LinkResource links;
  private final Shape shape;

  CollectionAnswers(Directory directory, LinkResource links) {
    this.directory = directory;
    this.links = links;
    this.shape = new Shape(directory);
  }

  /// One object.
  Answer single(int status, StoredObject object, Request request) {
    QueryOptions options = QueryOptions.of(request);
    shape.check(object.type(), options.select());
    ObjectNode body = Json.object();
    body.put("@odata.context", context(request, object.type().set(), options) + "/$entity");
    body.setAll(shape.of(object, new Shape.View(options.select(), false)));
    expand(object, options, body);
    return Answer.of(status, body).with("ETag", object.etag());
  }

  /// One object of a type that the address does not say.
  Answer any(int status, StoredObject object, Request request) {
    QueryOptions options = QueryOptions.of(request);
    ObjectNode body = Json.object();
    body.put("@odata.context", context(request, "directoryObjects", options) + "/$entity");
    body.setAll(shape.of(object, new Shape.View(options.select(), true)));
    return Answer.of(status, body);
  }

  /// The objects of a type.
  Answer list(ObjectType type, StoredObject.State state, Request request) {
    QueryOptions options = QueryOptions.of(request);
    shape.check(type, options.select());
    Listing.Found found = new Listing(directory, type, state).find(options);
    boolean bin = state == StoredObject.State.DELETED;
    ObjectNode body = Json.object();
    body.put("@odata.context", context(request, bin ? "directoryObjects" : type.set(), options));
    if (found.count() >= 0) {
      body.put("@odata.count", found.count());
    }
    next(body, found.next(), request);
    ArrayNode value = body.putArray("value");
    for (StoredObject object : found.objects()) {
      ObjectNode node = shape.of(object, new Shape.View(options.select(), bin));
      expand(object, options, node);
      value.add(node);
    }
    return Answer.of(200, body);
  }

  /// How many objects of a type there are.
  Answer count(ObjectType type, Request request) {
    if (request.header("ConsistencyLevel").isEmpty()) {
      throw GraphException.badRequest(
          "Request_BadRequest",
          "$count is not currently supported without the header 'ConsistencyLevel: eventual'.");
    }
    QueryOptions options = QueryOptions.of(request);
    long count = new Listing(directory, type, StoredObject.State.LIVE).count(options.conditions());
    return Answer.text(200, "text/plain", Long.toString(count));
  }

  /// The objects at the other end of a navigation property.
  ///
  /// @param cast only those of this type; empty for all
  Answer linked(StoredObject from, Navigation way, Optional<ObjectType> cast, Request request) {
    QueryOptions options = QueryOptions.of(request);
    int top = options.page().top();
    List<StoredObject> page =
        links.follow(from, way, new ObjectTable.Page(options.page().skipToken(), top + 1));
    boolean more = page.size() > top;
    ObjectNode body = Json.object();
    body.put("@odata.context", context(request, "directoryObjects", options));
    next(body, more ? page.get(top - 1).id() : "", request);
    ArrayNode value = body.putArray("value");
    for (StoredObject object : more ? page.subList(0, top) : page) {
      if (cast.isEmpty() || cast.get() == object.type()) {
        value.add(shape.of(object, new Shape.View(options.select(), cast.isEmpty())));
      }
    }
    return Answer.of(200, body);
  }

  /// The references to the objects at the other end.
  Answer references(StoredObject from, Navigation way, Request request) {
    QueryOptions options = QueryOptions.of(request);
    int top = options.page().top();
    List<StoredObject> page =
        links.follow(from, way, new ObjectTable.Page(options.page().skipToken(), top + 1));
    boolean more = page.size() > top;
    ObjectNode body = Json.object();
    String root = request.target().base() + "/v1.0/";
    if (way.single()) {
      StoredObject target =
          page.stream().findFirst().orElseThrow(() -> GraphException.notFound(way.name()));
      body.put("@odata.context", root + "$metadata#$ref");
      body.put("@odata.id", root + "directoryObjects/" + target.id());
      return Answer.of(200, body);
    }
    body.put("@odata.context", root + "$metadata#Collection($ref)");
    next(body, more ? page.get(top - 1).id() : "", request);
    ArrayNode value = body.putArray("value");
    for (StoredObject target : more ? page.subList(0, top) : page) {
      value.addObject().put("@odata.id", root + "directoryObjects/" + target.id());
    }
    return Answer.of(200, body);
  }

  private void expand(StoredObject object, QueryOptions options, ObjectNode node) {
    for (Map.Entry<String, List<String>> one : options.expand().entrySet()) {
      Navigation way =
          Navigation.of(object.type(), one.getKey())
              .orElseThrow(() ->
                  GraphException.badRequest(
                      "BadRequest",
                      "Parsing OData Select and Expand failed: Could not find a property named '%s'."
                          .formatted(one.getKey())));
      Shape.View view = new Shape.View(one.getValue(), true);
      if (way.single()) {
        links.single(object, way).ifPresent(target -> node.set(way.name(), shape.of(target, view)));
      } else {
        ArrayNode array = node.putArray(way.name());
        links
            .follow(object, way, new ObjectTable.Page("", EXPAND_MAX))
            .forEach(target -> array.add(shape.of(target, view)));
      }
    }
  }

  private static void next(ObjectNode body, String token, Request request) {
    if (token.isEmpty()) {
      return;
    }
    StringBuilder query = new StringBuilder();
    request
        .parameters()
        .forEach((name, value) -> {
          if (!name.equals("$skiptoken")) {
            query.append(encoded(name)).append('=').append(encoded(value)).append('&');
          }
        });
    body.put(
        "@odata.nextLink",
        request.target().base()
            + request.target().path()
            + "?"
            + query
            + "$skiptoken="
            + encoded(token));
  }

  private static String encoded(String text) {
    return text.startsWith("$") && text.length() > 1
        ? "$" + encoded(text.substring(1))
        : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String context(Request request, String set, QueryOptions options) {
    List<String> select = options.select();
    return request.target().base()
        + "/v1.0/$metadata#"
        + set
        + (select.isEmpty() ? "" : "(" + String.join(",", select) + ")");
  }
}
