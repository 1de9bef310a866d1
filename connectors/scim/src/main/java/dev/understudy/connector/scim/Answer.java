// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What the service answered to one request.
///
/// @param status the HTTP status
/// @param body JSON; missing when there was none, or none that could be read
/// @param detail what the service says of an error, for people; empty when it says nothing
record Answer(int status, JsonNode body, String detail) {

  /// An answer of which the body is JSON.
  static Answer of(int status, JsonNode body) {
    String detail = body.path("detail").asString("");
    String scimType = body.path("scimType").asString("");
    String said = scimType.isEmpty() ? detail : scimType + (detail.isEmpty() ? "" : ": " + detail);
    return new Answer(status, body, said);
  }

  /// An answer with nothing to read.
  static Answer empty(int status) {
    return new Answer(status, MissingNode.getInstance(), "");
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /// The service cannot do it now, or nobody knows whether it did.
  boolean isBusy() {
    return status == 429 || (status >= 500 && status != 501 && status != 505);
  }

  /// The keyword of a SCIM error; empty when there is none.
  String scimType() {
    return body.path("scimType").asString("");
  }

  /// Status and words, for people.
  String said() {
    return detail.isEmpty() ? "HTTP " + status : "HTTP %d, %s".formatted(status, detail);
  }
}
