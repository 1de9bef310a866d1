// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.contract;

import dev.understudy.tenant.wire.Answer;
import dev.understudy.tenant.wire.Json;
import dev.understudy.tenant.wire.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Holds requests and answers against the contract.
public final class GraphContract {
  private static final Pattern CONTEXT =
      Pattern.compile(
          ".*\\$metadata#([A-Za-z]+|Collection\\(([A-Za-z$]+)\\)|\\$ref)(\\(.*\\))?(/.*)?");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "$batch",
          "$count",
          "$ref",
          "delta",
          "delta()",
          "microsoft.graph.delta()",
          "microsoft.graph.delta",
          "restore",
          "microsoft.graph.restore",
          "getByIds",
          "microsoft.graph.getByIds",
          "getAvailableExtensionProperties",
          "deletedItems");

  private final Csdl csdl;
  private final Shapes shapes;

  public GraphContract(Csdl csdl) {
    this.csdl = csdl;
    this.shapes = new Shapes(csdl);
  }

  /// All that is wrong with a request and its answer, each with its place.
  public List<String> problems(Request request, Answer answer) {
    List<String> problems = new ArrayList<>();
    String what = request.method() + " " + request.target().path();
    if (request.target().path().equals("/v1.0/$batch") && answer.status() == 200) {
      batch(request, answer, problems);
    } else {
      // What is refused may break the contract; the answer to it may not.
      if (answer.status() < 400) {
        request(request, what, problems);
      }
      answer(answer, what, problems);
    }
    return problems;
  }

  private void batch(Request request, Answer answer, List<String> problems) {
    Map<String, Request> inner = new HashMap<>();
    for (JsonNode one : Json.request(request.body()).path("requests")) {
      String url = one.path("url").asString();
      int question = url.indexOf('?');
      inner.put(
          one.path("id").asString(),
          new Request(
              one.path("method").asString(),
              new Request.Target(
                  "",
                  "/v1.0" + (question < 0 ? url : url.substring(0, question)),
                  question < 0 ? "" : url.substring(question + 1)),
              Map.of(),
              one.has("body") ? Json.bytes(one.get("body")) : new byte[0]));
    }
    JsonNode body = answer.json();
    if (body == null) {
      problems.add("the answer to a batch has no body");
      return;
    }
    for (JsonNode one : body.path("responses")) {
      Request asked = inner.get(one.path("id").asString(""));
      if (asked == null) {
        problems.add("the answer to a batch has an id that was not asked: " + one.path("id"));
      } else {
        problems.addAll(
            problems(
                asked, new Answer(one.path("status").asInt(), List.of(), one.get("body"), null)));
      }
    }
  }

  private void request(Request request, String what, List<String> problems) {
    Optional<String> type = typeOfPath(request.segments(), what, problems);
    for (String name : request.parameters().getOrDefault("$select", "").split(",", -1)) {
      if (type.isPresent() && !name.isEmpty() && !known(type.get(), name)) {
        problems.add("%s: $select has %s, which a %s has not".formatted(what, name, type.get()));
      }
    }
    boolean ofObject = request.method().equals("POST") || request.method().equals("PATCH");
    boolean plain = !FUNCTIONS.contains(request.segments().getLast());
    if (ofObject && plain && type.isPresent() && request.body().length > 0) {
      shapes.entity(Json.request(request.body()), new Shapes.Where(type.get(), what), problems);
    }
  }

  private boolean known(String type, String name) {
    // Where the type is not said, each type may have it.
    List<String> types =
        type.equals("directoryObject")
            ? List.of("user", "group", "orgContact", "device")
            : List.of(type);
    return name.startsWith("extension_")
        || types.stream().anyMatch(one -> csdl.property(one, name).isPresent());
  }

  /// Follows a path, and complains where it leads nowhere.
  private Optional<String> typeOfPath(List<String> path, String what, List<String> problems) {
    String type = null;
    for (String segment : path.subList(1, path.size())) {
      String bare = segment.replaceFirst("\\(.*\\)$", "");
      if (type == null) {
        type =
            bare.equals("directory") || bare.startsWith("$")
                ? "directory"
                : csdl.ofSet(bare).orElse(null);
        if (type == null) {
          problems.add("%s: there is no entity set %s".formatted(what, bare));
          return Optional.empty();
        }
      } else if (segment.contains("graph.") && csdl.type(bare(segment)).isPresent()) {
        type = bare(segment);
      } else {
        Optional<Csdl.Property> property = csdl.property(type, segment);
        if (property.isPresent()) {
          type = property.get().type().replaceAll("^Collection\\(|\\)$", "");
        }
      }
    }
    return Optional.ofNullable(type).filter(found -> !found.equals("directory"));
  }

  private static String bare(String name) {
    return name.replaceFirst("^(microsoft\\.)?graph\\.", "");
  }

  private void answer(Answer answer, String what, List<String> problems) {
    JsonNode body = answer.json();
    if (answer.status() >= 400) {
      boolean good =
          body != null
              && body.path("error").path("code").isString()
              && body.path("error").path("message").isString();
      if (!good) {
        problems.add("%s: the answer %d has no error body".formatted(what, answer.status()));
      }
      return;
    }
    if (!(body instanceof ObjectNode object)) {
      return;
    }
    Matcher context = CONTEXT.matcher(object.path("@odata.context").asString(""));
    if (!context.matches()) {
      problems.add("%s: the answer has no @odata.context".formatted(what));
      return;
    }
    String name = context.group(2) == null ? context.group(1) : context.group(2);
    if (name.equals("$ref")) {
      return;
    }
    String type = csdl.ofSet(name).orElse(name);
    Shapes.Where where = new Shapes.Where(type, what);
    if (object.has("value")) {
      for (JsonNode one : object.get("value")) {
        shapes.entity((ObjectNode) one, where, problems);
      }
    } else {
      shapes.entity(object, where, problems);
    }
  }
}
