// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import tools.jackson.databind.JsonNode;

/// What the service says that it can do (RFC 7643 §5, RFC 9865 §4).
///
/// @param patch whether it takes PATCH
/// @param filter whether it takes filters
/// @param versions whether it compares versions
/// @param paging how it hands over long lists
/// @param bulk how much it takes at once
record Provider(boolean patch, boolean filter, boolean versions, Paging paging, Bulk bulk) {

  /// @param cursor whether it has cursors
  /// @param pageMax resources per page at most
  record Paging(boolean cursor, int pageMax) {}

  /// @param offered whether there is Bulk
  /// @param operationsMax operations in one request
  /// @param bytesMax bytes of one request
  record Bulk(boolean offered, int operationsMax, int bytesMax) {}

  /// A service without a ServiceProviderConfig: the least that every one can do.
  static final Provider UNTOLD =
      new Provider(true, true, false, new Paging(false, Integer.MAX_VALUE), new Bulk(false, 0, 0));

  static Provider of(JsonNode config) {
    JsonNode filter = Json.get(config, "filter");
    JsonNode bulk = Json.get(config, "bulk");
    JsonNode pagination = Json.get(config, "pagination");
    int filterMax = number(filter, "maxResults");
    int pageMax = number(pagination, "maxPageSize");
    int operations = number(bulk, "maxOperations");
    return new Provider(
        supported(config, "patch"),
        supported(config, "filter"),
        supported(config, "etag"),
        new Paging(Json.get(pagination, "cursor").asBoolean(false), Math.min(filterMax, pageMax)),
        new Bulk(
            supported(config, "bulk") && operations > 1,
            operations,
            number(bulk, "maxPayloadSize")));
  }

  private static boolean supported(JsonNode config, String feature) {
    return Json.get(Json.get(config, feature), "supported").asBoolean(false);
  }

  private static int number(JsonNode node, String name) {
    int number = Json.get(node, name).asInt(0);
    return number > 0 ? number : Integer.MAX_VALUE;
  }
}
