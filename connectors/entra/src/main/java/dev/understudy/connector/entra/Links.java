// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Links as a round of changes or a list of members tells them.
///
/// @param there those that are there
/// @param gone those that were taken away
record Links(List<Link> there, List<Link> gone) {

  /// One end of a link.
  record Link(CloudType type, String id) {}

  /// What a changed object says of its links of a kind.
  static Links of(JsonNode object, AttributeMap.Mapped kind) {
    return of(object.path(kind.property() + "@delta"));
  }

  /// A list of objects.
  static Links of(JsonNode list) {
    List<Link> there = new ArrayList<>();
    List<Link> gone = new ArrayList<>();
    for (JsonNode node : list) {
      // What is of no type that is read, such as a service principal, is left out.
      Optional<CloudType> type = CloudType.ofOdata(node.path("@odata.type").asString(""));
      if (type.isPresent()) {
        Link link = new Link(type.get(), node.path("id").asString());
        (node.has("@removed") ? gone : there).add(link);
      }
    }
    return new Links(there, gone);
  }

  boolean isEmpty() {
    return there.isEmpty() && gone.isEmpty();
  }

  /// The ids of all ends, by type.
  static Map<CloudType, Set<String>> ids(Collection<Link> links) {
    Map<CloudType, Set<String>> ids = new EnumMap<>(CloudType.class);
    links.forEach(
        link -> ids.computeIfAbsent(link.type(), _ -> new LinkedHashSet<>()).add(link.id()));
    return ids;
  }

  /// The links as references, as far as their names are known.
  static List<Value> references(Collection<Link> links, Names names) {
    List<Value> references = new ArrayList<>();
    for (Link link : links) {
      names.known(link.id()).ifPresent(dn -> references.add(Value.of(dn)));
    }
    return references;
  }
}
