// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// What Graph answered.
///
/// @param status the HTTP status; 0 when no answer came that could be understood
/// @param body missing when there is none
/// @param hints what the headers say
/// @param again whether the request was sent before, and may have been carried out then
record Reply(int status, JsonNode body, Hints hints, boolean again) {

  /// @param pause how long to wait before the next try; zero when nothing is said
  /// @param full how much of the quota is used, from 0 to 1 and above; 0 when nothing is said
  record Hints(Duration pause, double full) {
    static final Hints NONE = new Hints(Duration.ZERO, 0);
  }

  /// No answer, or one that is none of Graph's.
  static Reply lost(String why) {
    ObjectNode body = Json.object();
    body.putObject("error").put("code", "noAnswer").put("message", why);
    return new Reply(0, body, Hints.NONE, false);
  }

  static JsonNode nothing() {
    return MissingNode.getInstance();
  }

  boolean good() {
    return status >= 200 && status < 300;
  }

  /// Whether another try may help.
  boolean passing() {
    return switch (status) {
      case 0, 408, 423, 429, 500, 502, 503, 504, 509 -> true;
      default -> false;
    };
  }

  /// Whether Graph asks for less.
  boolean throttled() {
    return status == 429 || status == 503 || status == 509;
  }

  /// Whether the request may have been carried out although it failed.
  boolean unsure() {
    return status == 0 || status == 500 || status == 502 || status == 504;
  }

  Reply sentAgain() {
    return new Reply(status, body, hints, true);
  }

  String code() {
    return body.path("error").path("code").asString("");
  }

  String message() {
    return body.path("error").path("message").asString("");
  }

  /// The properties that Graph names as wrong, each with what is wrong.
  List<Detail> details() {
    List<Detail> details = new ArrayList<>();
    for (JsonNode node : body.path("error").path("details")) {
      details.add(new Detail(node.path("code").asString(""), node.path("target").asString("")));
    }
    return details;
  }

  /// @param code what is wrong
  /// @param target the property
  record Detail(String code, String target) {}

  /// For people.
  String text() {
    return status == 0 ? message() : "%d %s: %s".formatted(status, code(), message());
  }
}
