// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The bodies of errors, as Graph writes them.
public final class ErrorAnswers {
  private ErrorAnswers() {}

  /// The answer for an error.
  ///
  /// @param clientRequestId what the client called its request; or empty
  public static Answer of(GraphException error, Instant now, String clientRequestId) {
    ObjectNode body = Json.object();
    ObjectNode inside = body.putObject("error");
    inside.put("code", error.code());
    inside.put("message", Objects.requireNonNullElse(error.getMessage(), ""));
    if (!error.details().isEmpty()) {
      ArrayNode details = inside.putArray("details");
      for (GraphException.Detail detail : error.details()) {
        ObjectNode node = details.addObject();
        node.put("code", detail.code());
        node.put("message", detail.message());
        node.put("target", detail.target());
      }
    }
    String requestId = UUID.randomUUID().toString();
    ObjectNode inner = inside.putObject("innerError");
    inner.put("date", now.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""));
    inner.put("request-id", requestId);
    inner.put("client-request-id", clientRequestId.isEmpty() ? requestId : clientRequestId);
    Answer answer = Answer.of(error.status(), body);
    for (Header header : error.headers()) {
      answer = answer.with(header.name(), header.value());
    }
    return answer;
  }
}
