// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.wire.Answer;
import dev.understudy.tenant.wire.ErrorAnswers;
import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Header;
import dev.understudy.tenant.wire.Json;
import dev.understudy.tenant.wire.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Several requests in one. The answers come in another order than the requests, as they may.
final class Batch {
  static final int REQUESTS_MAX = 20;

  private final Request outer;
  private final Function<Request, Answer> each;
  private final Map<String, Integer> statuses = new HashMap<>();

  /// @param outer the request that holds the others
  /// @param each answers one of them, whatever happens
  Batch(Request outer, Function<Request, Answer> each) {
    this.outer = outer;
    this.each = each;
  }

  Answer answer(Instant now) {
    JsonNode requests = Json.request(outer.body()).path("requests");
    if (!requests.isArray() || requests.isEmpty()) {
      throw invalid("Invalid batch payload format.");
    }
    if (requests.size() > REQUESTS_MAX) {
      throw invalid(
          "Number of batch request steps exceeds the maximum value of %d.".formatted(REQUESTS_MAX));
    }
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    for (JsonNode request : requests) {
      String id = request.path("id").asString("");
      if (id.isEmpty() || byId.put(id, request) != null) {
        throw invalid("Request id must be there and unique in the batch: '%s'.".formatted(id));
      }
      boolean typed = request.path("headers").propertyStream().anyMatch(Batch::isContentType);
      if (request.has("body") && !typed) {
        throw invalid(
            "Write request id : %s does not contain Content-Type header or body.".formatted(id));
      }
    }
    List<ObjectNode> responses = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : byId.entrySet()) {
      responses.add(one(entry.getKey(), entry.getValue(), now));
    }
    ObjectNode body = Json.object();
    ArrayNode array = body.putArray("responses");
    responses.reversed().forEach(array::add);
    return Answer.of(200, body);
  }

  private static boolean isContentType(Map.Entry<String, JsonNode> header) {
    return header.getKey().equalsIgnoreCase("content-type");
  }

  private ObjectNode one(String id, JsonNode request, Instant now) {
    Answer answer = null;
    for (JsonNode dependency : request.path("dependsOn")) {
      Integer status = statuses.get(dependency.asString());
      if (status == null) {
        throw invalid("Invalid dependency '%s' of request '%s'.".formatted(dependency, id));
      }
      if (status >= 400) {
        answer =
            ErrorAnswers.of(
                GraphException.of(
                    424, "FailedDependency", "One of the requests it depends on failed."),
                now,
                "");
      }
    }
    if (answer == null) {
      answer = each.apply(inner(request));
    }
    statuses.put(id, answer.status());
    ObjectNode response = Json.object();
    response.put("id", id);
    response.put("status", answer.status());
    ObjectNode headers = response.putObject("headers");
    for (Header header : answer.headers()) {
      headers.put(header.name(), header.value());
    }
    if (answer.json() != null) {
      response.set("body", answer.json());
    } else if (answer.text() != null) {
      response.put("body", answer.text());
    }
    return response;
  }

  private Request inner(JsonNode request) {
    String url = request.path("url").asString("");
    int question = url.indexOf('?');
    String path = question < 0 ? url : url.substring(0, question);
    Map<String, String> headers = new HashMap<>();
    request
        .path("headers")
        .propertyStream()
        .forEach(header ->
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asString()));
    JsonNode body = request.path("body");
    return new Request(
        request.path("method").asString("GET").toUpperCase(Locale.ROOT),
        new Request.Target(
            outer.target().base(),
            "/v1.0/" + path.replaceFirst("^/", ""),
            question < 0 ? "" : url.substring(question + 1).replace(" ", "%20")),
        headers,
        body.isMissingNode() ? new byte[0] : Objects.requireNonNull(Json.bytes(body)));
  }

  private static GraphException invalid(String message) {
    return GraphException.badRequest("BadRequest", message);
  }
}
