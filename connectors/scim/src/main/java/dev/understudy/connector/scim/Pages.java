// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Goes through a long list page by page. By numbers, every page begins with the last resource of
/// the one before it: when that is another one now, something before it came or went, and the next
/// ones would be skipped. By cursors (RFC 9865), the service keeps the place.
final class Pages {
  private final ScimSettings settings;
  private final ScimHttp http;
  private final Provider.Paging paging;
  private final String endpoint;

  /// Takes one resource.
  @FunctionalInterface
  interface Taker {
    void take(JsonNode resource) throws InterruptedException;
  }

  Pages(ScimSettings settings, ScimHttp http, Provider provider, String endpoint) {
    this.settings = settings;
    this.http = http;
    this.paging = provider.paging();
    this.endpoint = endpoint;
  }

  /// Hands over every resource once.
  ///
  /// @param query what is asked beside the page
  /// @return why the list is not known to be complete; empty when it is
  Optional<String> forEach(Map<String, String> query, Taker taker) throws InterruptedException {
    return paging.cursor() ? byCursor(query, taker) : byNumber(query, taker);
  }

  private int count() {
    return Math.max(2, Math.min(settings.limits().page(), paging.pageMax()));
  }

  private Optional<String> byCursor(Map<String, String> query, Taker taker)
      throws InterruptedException {
    Map<String, String> parameters = new LinkedHashMap<>(query);
    parameters.put("count", Integer.toString(count()));
    parameters.put("cursor", "");
    long seen = 0;
    while (true) {
      JsonNode page = http.get(endpoint + ScimHttp.query(parameters)).body();
      for (JsonNode resource : resources(page)) {
        take(resource, taker);
        seen++;
      }
      String next = Json.text(page, "nextCursor");
      if (next.isEmpty()) {
        long total = Json.get(page, "totalResults").asLong(seen);
        return seen >= total ? Optional.empty() : cutOff(seen, total);
      }
      if (next.equals(parameters.put("cursor", next))) {
        return Optional.of("the service gave the same cursor twice for " + endpoint);
      }
    }
  }

  private Optional<String> byNumber(Map<String, String> query, Taker taker)
      throws InterruptedException {
    JsonNode page = page(query, 1);
    List<JsonNode> resources = resources(page);
    long seen = 0;
    String last = "";
    while (true) {
      for (JsonNode resource : resources) {
        take(resource, taker);
        seen++;
        last = Json.text(resource, "id");
      }
      long total = Json.get(page, "totalResults").asLong(seen);
      if (seen >= total) {
        return Optional.empty();
      }
      if (seen == 0) {
        return cutOff(seen, total);
      }
      page = page(query, seen);
      resources = resources(page);
      if (resources.isEmpty() || !Json.text(resources.getFirst(), "id").equals(last)) {
        return Optional.of(
            "%s changed while it was read: resource %d is not the one that it was; try again"
                .formatted(endpoint, seen));
      }
      resources = resources.subList(1, resources.size());
      if (resources.isEmpty()) {
        return Json.get(page, "totalResults").asLong(seen) <= seen
            ? Optional.empty()
            : cutOff(seen, total);
      }
    }
  }

  private Optional<String> cutOff(long seen, long total) {
    return Optional.of(
        "the service announced %d resources of %s and handed over %d"
            .formatted(total, endpoint, seen));
  }

  private JsonNode page(Map<String, String> query, long from) throws InterruptedException {
    Map<String, String> parameters = new LinkedHashMap<>(query);
    parameters.put("startIndex", Long.toString(from));
    parameters.put("count", Integer.toString(count()));
    return http.get(endpoint + ScimHttp.query(parameters)).body();
  }

  private static List<JsonNode> resources(JsonNode page) {
    List<JsonNode> resources = new ArrayList<>();
    Json.get(page, "Resources").forEach(resources::add);
    return resources;
  }

  private static void take(JsonNode resource, Taker taker) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    taker.take(resource);
  }
}
