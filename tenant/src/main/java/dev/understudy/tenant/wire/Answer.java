// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An answer, before some server sends it.
///
/// @param status the HTTP status
/// @param headers without Content-Length
/// @param json the body; null when there is none or `text` is the body
/// @param text the body when it is not JSON; null otherwise
public record Answer(
    int status, List<Header> headers, @Nullable JsonNode json, @Nullable String text) {

  public Answer {
    headers = List.copyOf(headers);
  }

  /// JSON.
  public static Answer of(int status, JsonNode json) {
    return new Answer(
        status,
        List.of(
            new Header(
                "Content-Type",
                "application/json;odata.metadata=minimal;odata.streaming=true;"
                    + "IEEE754Compatible=false;charset=utf-8")),
        json,
        null);
  }

  /// Plain text of some kind.
  public static Answer text(int status, String contentType, String text) {
    return new Answer(status, List.of(new Header("Content-Type", contentType)), null, text);
  }

  /// Done, and nothing to say.
  public static Answer noContent() {
    return new Answer(204, List.of(), null, null);
  }

  /// This with one more header.
  public Answer with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, more, json, text);
  }

  /// The value of a header.
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /// The bytes of the body.
  public byte[] bytes() {
    if (json != null) {
      return Json.bytes(json);
    }
    return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
  }
}
