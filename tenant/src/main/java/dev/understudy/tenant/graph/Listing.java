// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.ObjectTable;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.Property;
import dev.understudy.tenant.directory.StoredObject;
import dev.understudy.tenant.query.Filter;
import dev.understudy.tenant.query.QueryOptions;
import dev.understudy.tenant.query.Search;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Finds the objects of a type that a query asks for.
final class Listing {
  private static final int SCAN = 500;

  private final Directory directory;
  private final ObjectType type;
  private final StoredObject.State state;
  private final Shape shape;

  Listing(Directory directory, ObjectType type, StoredObject.State state) {
    this.directory = directory;
    this.type = type;
    this.state = state;
    this.shape = new Shape(directory);
  }

  /// One page.
  ///
  /// @param next where the next one begins; empty when this is the last
  /// @param count how many there are on all pages; -1 when nobody asked
  record Found(List<StoredObject> objects, String next, long count) {}

  /// One page of what is asked for.
  Found find(QueryOptions options) {
    QueryOptions.Conditions conditions = options.conditions();
    int top = options.page().top();
    String after = options.page().skipToken();
    if (conditions.orderBy() == null && !options.page().count()) {
      List<StoredObject> page = matching(conditions, after, top + 1);
      boolean more = page.size() > top;
      List<StoredObject> shown = more ? page.subList(0, top) : page;
      return new Found(shown, more ? shown.getLast().id() : "", -1);
    }
    List<StoredObject> all = matching(conditions, "", Integer.MAX_VALUE);
    if (conditions.orderBy() != null) {
      all = new ArrayList<>(all);
      all.sort(order(conditions.orderBy()));
    }
    int start = 0;
    while (!after.isEmpty() && start < all.size() && !all.get(start).id().equals(after)) {
      start++;
    }
    int from = Math.min(all.size(), after.isEmpty() ? 0 : start + 1);
    int to = Math.min(all.size(), from + top);
    String next = to < all.size() ? all.get(to - 1).id() : "";
    return new Found(all.subList(from, to), next, options.page().count() ? all.size() : -1);
  }

  /// How many there are.
  long count(QueryOptions.Conditions conditions) {
    return conditions.filter() == null && conditions.search() == null
        ? directory.objects().count(type)
        : matching(conditions, "", Integer.MAX_VALUE).size();
  }

  private List<StoredObject> matching(QueryOptions.Conditions conditions, String after, int max) {
    Filter filter = conditions.filter();
    Search search = conditions.search() == null ? null : new Search(conditions.search());
    Predicate<StoredObject> passes =
        object ->
            (filter == null || filter.test(shape.all(object)))
                && (search == null || search.test(shape.all(object)));
    Optional<Set<String>> candidates = filter == null ? Optional.empty() : candidates(filter);
    return candidates.isPresent()
        ? among(candidates.get(), passes, new ObjectTable.Page(after, max))
        : scanned(passes, new ObjectTable.Page(after, max));
  }

  private List<StoredObject> among(
      Set<String> ids, Predicate<StoredObject> passes, ObjectTable.Page page) {
    return ids.stream()
        .filter(id -> id.compareTo(page.after()) > 0)
        .sorted()
        .map(directory.objects()::find)
        .flatMap(Optional::stream)
        .filter(object -> object.type() == type && object.stamp().state() == state)
        .filter(passes)
        .limit(page.max())
        .toList();
  }

  private List<StoredObject> scanned(Predicate<StoredObject> passes, ObjectTable.Page page) {
    List<StoredObject> found = new ArrayList<>();
    String after = page.after();
    while (true) {
      List<StoredObject> some =
          directory.objects().list(type, state, new ObjectTable.Page(after, SCAN));
      for (StoredObject object : some) {
        if (passes.test(object)) {
          found.add(object);
          if (found.size() == page.max()) {
            return found;
          }
        }
      }
      if (some.size() < SCAN) {
        return found;
      }
      after = some.getLast().id();
    }
  }

  /// The ids among which all that pass are; empty when no index knows.
  private Optional<Set<String>> candidates(Filter filter) {
    for (Filter conjunct : Filter.conjuncts(filter)) {
      Optional<Set<String>> ids = indexed(conjunct);
      if (ids.isPresent()) {
        return ids;
      }
    }
    return Optional.empty();
  }

  private Optional<Set<String>> indexed(Filter conjunct) {
    Set<String> ids = new LinkedHashSet<>();
    for (Filter alternative : Filter.alternatives(conjunct)) {
      if (!(alternative instanceof Filter.Comparison comparison)
          || comparison.path().size() != 1
          || comparison.value() == null) {
        return Optional.empty();
      }
      String name = comparison.path().getFirst();
      Optional<Property> property =
          type.property(name).filter(candidate -> candidate.is(Property.Flag.KEY));
      boolean deleted = state == StoredObject.State.DELETED;
      if (name.equals("id") && comparison.operator() == Filter.Operator.EQ) {
        ids.add(comparison.value());
      } else if (property.isPresent() && comparison.operator() == Filter.Operator.EQ) {
        ids.addAll(
            directory.objects().withValue(type, property.get(), comparison.value(), deleted));
      } else if (property.isPresent()
          && comparison.operator() == Filter.Operator.STARTS_WITH
          && !deleted) {
        ids.addAll(directory.objects().withPrefix(type, property.get(), comparison.value()));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(ids);
  }

  private static Comparator<StoredObject> order(String orderBy) {
    String[] words = orderBy.strip().split("\\s+", -1);
    Comparator<StoredObject> order =
        Comparator.comparing(
            object -> object.body().path(words[0]).asString("").toLowerCase(Locale.ROOT));
    return words.length > 1 && words[1].equals("desc") ? order.reversed() : order;
  }
}
