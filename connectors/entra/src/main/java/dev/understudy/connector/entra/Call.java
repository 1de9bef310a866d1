// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One request to Graph.
///
/// @param method the HTTP method
/// @param url below `/v1.0`, with the slash; or a whole address that Graph told
/// @param headers beside those that every request has
/// @param body null for none
record Call(String method, String url, Map<String, String> headers, @Nullable ObjectNode body) {

  static Call get(String url) {
    return new Call("GET", url, Map.of(), null);
  }

  static Call post(String url, ObjectNode body) {
    return new Call("POST", url, Map.of(), body);
  }

  static Call patch(String url, ObjectNode body) {
    return new Call("PATCH", url, Map.of(), body);
  }

  static Call put(String url, ObjectNode body) {
    return new Call("PUT", url, Map.of(), body);
  }

  static Call delete(String url) {
    return new Call("DELETE", url, Map.of(), null);
  }

  /// Those objects of a set of which a property has one of these values.
  static Call in(String set, String property, List<String> values, String select) {
    StringBuilder filter = new StringBuilder(property).append(" in (");
    for (int i = 0; i < values.size(); i++) {
      filter.append(i == 0 ? "'" : ",'").append(values.get(i).replace("'", "''")).append('\'');
    }
    return get("/%s?$select=%s&$filter=%s".formatted(set, select, encoded(filter + ")")));
  }

  /// This with a header.
  Call with(String name, String value) {
    return new Call(method, url, Map.of(name, value), body);
  }

  boolean writes() {
    return !method.equals("GET");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
