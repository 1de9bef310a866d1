// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Which id has which name. What was seen is remembered, within bounds; the rest is asked.
final class Names {
  private static final int KNOWN_MAX = 300_000;

  /// Values that `in (…)` of a filter may have.
  private static final int IN_MAX = 15;

  private final Graph graph;
  private final Map<String, Dn> byId = bounded();
  private final Map<Dn, String> byDn = bounded();

  Names(Graph graph) {
    this.graph = graph;
  }

  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > KNOWN_MAX;
      }
    };
  }

  /// Remembers the name of an object as Graph tells it.
  Dn learn(CloudType type, JsonNode object) {
    String id = object.path("id").asString();
    Dn dn = CloudName.dn(type, id, anchor(type, object));
    learn(id, dn);
    return dn;
  }

  void learn(String id, Dn dn) {
    Dn before = byId.put(id, dn);
    if (before != null && !before.equals(dn)) {
      byDn.remove(before);
    }
    byDn.put(dn, id);
  }

  /// An object is gone, or is not what was thought.
  void forget(String id) {
    Dn dn = byId.remove(id);
    if (dn != null) {
      byDn.remove(dn);
    }
  }

  static @Nullable String anchor(CloudType type, JsonNode object) {
    String property = type.anchorProperty();
    JsonNode value = property == null ? null : object.get(property);
    return value == null || value.isNull() ? null : value.asString();
  }

  /// The name that an id had when it was last seen.
  Optional<Dn> known(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Makes the names of these ids known, as far as they are there.
  ///
  /// @param ids of each type
  void ask(Map<CloudType, ? extends Collection<String>> ids) throws InterruptedException {
    List<Call> calls = new ArrayList<>();
    List<CloudType> types = new ArrayList<>();
    ids.forEach((type, some) -> {
      String property = type.anchorProperty();
      List<String> unknown = some.stream().filter(id -> !byId.containsKey(id)).toList();
      if (property == null) {
        // Without an anchor the id is all there is to know.
        unknown.forEach(id -> learn(id, CloudName.dn(type, id, null)));
      } else {
        for (List<String> part : parts(unknown)) {
          calls.add(Call.in(type.set(), "id", part, "id," + property));
          types.add(type);
        }
      }
    });
    learnAll(graph.send(calls), types);
  }

  private void learnAll(List<Reply> replies, List<CloudType> types) {
    for (int i = 0; i < replies.size(); i++) {
      Reply reply = replies.get(i);
      if (!reply.good()) {
        throw GraphFailure.ofCall("looking for objects by their ids or anchors", reply);
      }
      for (JsonNode object : reply.body().path("value")) {
        learn(types.get(i), object);
      }
    }
  }

  /// The ids of these names, as far as they are there. A name does not say its type, so all types
  /// with anchors are asked.
  Map<Dn, String> ids(Collection<Dn> dns) throws InterruptedException {
    Map<Dn, String> ids = new HashMap<>();
    Set<String> anchors = new LinkedHashSet<>();
    for (Dn dn : dns) {
      String known = byDn.get(dn);
      if (known != null) {
        ids.put(dn, known);
      } else {
        switch (CloudName.of(dn).orElse(null)) {
          case CloudName.OfCloud(_, String id) -> ids.put(dn, id);
          case CloudName.OfSource(String anchor) -> anchors.add(anchor);
          case null -> {}
        }
      }
    }
    askAnchors(anchors);
    for (Dn dn : dns) {
      String known = byDn.get(dn);
      if (known != null) {
        ids.put(dn, known);
      }
    }
    return ids;
  }

  private void askAnchors(Set<String> anchors) throws InterruptedException {
    List<Call> calls = new ArrayList<>();
    List<CloudType> types = new ArrayList<>();
    for (CloudType type : CloudType.values()) {
      if (type.anchorProperty() != null) {
        for (List<String> part : parts(List.copyOf(anchors))) {
          String property = Objects.requireNonNull(type.anchorProperty());
          calls.add(Call.in(type.set(), property, part, "id," + property));
          types.add(type);
        }
      }
    }
    learnAll(graph.send(calls), types);
  }

  /// Cuts a list into pieces that a filter may hold.
  static <T> List<List<T>> parts(List<T> all) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += IN_MAX) {
      parts.add(all.subList(from, Math.min(all.size(), from + IN_MAX)));
    }
    return parts;
  }
}
