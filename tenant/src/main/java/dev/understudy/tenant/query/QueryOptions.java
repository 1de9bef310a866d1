// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.query;

import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The query options of a request.
///
/// @param select names of properties; empty for those that come by themselves
/// @param expand navigation properties, each with its own `$select`
/// @param conditions which objects
/// @param page which part of them
public record QueryOptions(
    List<String> select, Map<String, List<String>> expand, Conditions conditions, Page page) {
  private static final Set<String> KNOWN =
      Set.of(
          "$select",
          "$expand",
          "$filter",
          "$search",
          "$orderby",
          "$top",
          "$count",
          "$skiptoken",
          "$deltatoken",
          "$format");
  private static final int TOP_DEFAULT = 100;
  private static final int TOP_MAX = 999;

  /// Which objects.
  ///
  /// @param filter null when every object passes
  /// @param search what must occur, as property and words; null when nothing must
  /// @param orderBy a property, with ` desc` for backwards; null for the order of ids
  public record Conditions(
      @Nullable Filter filter, @Nullable String search, @Nullable String orderBy) {}

  /// Which part of them.
  ///
  /// @param top at most so many objects
  /// @param count whether their number is told
  /// @param skipToken where this page begins; empty for the beginning
  public record Page(int top, boolean count, String skipToken) {}

  /// Reads the options of a request.
  public static QueryOptions of(Request request) {
    Map<String, String> given = request.parameters();
    for (String name : given.keySet()) {
      if (name.startsWith("$") && !KNOWN.contains(name)) {
        throw GraphException.badRequest(
            "BadRequest", "The query parameter '%s' is not supported.".formatted(name));
      }
    }
    Conditions conditions =
        new Conditions(
            Optional.ofNullable(given.get("$filter")).map(Filter::of).orElse(null),
            given.get("$search"),
            given.get("$orderby"));
    Page page =
        new Page(
            top(given.get("$top")),
            "true".equals(given.get("$count")),
            given.getOrDefault("$skiptoken", ""));
    QueryOptions options =
        new QueryOptions(
            names(given.getOrDefault("$select", "")),
            expand(given.getOrDefault("$expand", "")),
            conditions,
            page);
    options.check(request.header("ConsistencyLevel").orElse("").equalsIgnoreCase("eventual"));
    return options;
  }

  private void check(boolean eventual) {
    Filter filter = conditions.filter();
    if (conditions.search() != null && !eventual) {
      throw GraphException.badRequest(
          "Request_UnsupportedQuery",
          "Request with $search query parameter only works through MSGraph with a special request"
              + " header: 'ConsistencyLevel: eventual'");
    }
    boolean sorted = conditions.orderBy() != null && filter != null;
    if (((filter != null && filter.advanced()) || sorted) && !(eventual && page.count())) {
      throw GraphException.badRequest(
          "Request_UnsupportedQuery",
          "Operator or combination of query options is not supported. It needs the header"
              + " 'ConsistencyLevel: eventual' and '$count=true'.");
    }
    if (page.count() && !eventual) {
      throw GraphException.badRequest(
          "Request_BadRequest",
          "$count is not currently supported without the header 'ConsistencyLevel: eventual'.");
    }
  }

  private static int top(@Nullable String text) {
    if (text == null) {
      return TOP_DEFAULT;
    }
    try {
      int top = Integer.parseInt(text);
      if (top >= 1 && top <= TOP_MAX) {
        return top;
      }
    } catch (NumberFormatException e) {
      throw GraphException.badRequest("BadRequest", "Invalid value for '$top': " + text);
    }
    throw GraphException.badRequest(
        "Request_BadRequest",
        "Invalid page size specified: '%s'. Must be between 1 and %d inclusive."
            .formatted(text, TOP_MAX));
  }

  private static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return List.copyOf(names);
  }

  /// `manager($levels=1;$select=id,displayName),members`.
  private static Map<String, List<String>> expand(String text) {
    Map<String, List<String>> expand = new LinkedHashMap<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth == 0 && i > start) {
        one(text.substring(start, i).strip(), expand);
        start = i + 1;
      }
    }
    return expand;
  }

  private static void one(String text, Map<String, List<String>> expand) {
    int open = text.indexOf('(');
    String name = open < 0 ? text : text.substring(0, open);
    List<String> select = List.of();
    if (open >= 0) {
      for (String option : text.substring(open + 1, text.length() - 1).split(";", -1)) {
        if (option.startsWith("$select=")) {
          select = names(option.substring("$select=".length()));
        }
      }
    }
    expand.put(name, select);
  }
}
