// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request, whatever server it came through.
///
/// @param method in upper case
/// @param target where it goes
/// @param headers by name in lower case
/// @param body empty when there is none
public record Request(String method, Target target, Map<String, String> headers, byte[] body) {

  /// Where a request goes.
  ///
  /// @param base what the client calls this server, for links: `https://host:port`
  /// @param path as it was sent, without the query
  /// @param query as it was sent, without the question mark
  public record Target(String base, String path, String query) {}

  /// The segments of the path, decoded.
  public List<String> segments() {
    List<String> segments = new ArrayList<>();
    for (String segment : target.path().split("/", -1)) {
      if (!segment.isEmpty()) {
        // In a path a plus is a plus.
        segments.add(decoded(segment.replace("+", "%2B")));
      }
    }
    return segments;
  }

  /// The query parameters, decoded.
  public Map<String, String> parameters() {
    return parameters(target.query());
  }

  /// Parameters as they stand in a query or in a form.
  public static Map<String, String> parameters(String encoded) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        parameters.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  /// A header, by its name in any case.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /// Whether it changes something.
  public boolean writes() {
    return !method.equals("GET");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw GraphException.badRequest("BadRequest", "The request URI is not properly encoded.");
    }
  }
}
