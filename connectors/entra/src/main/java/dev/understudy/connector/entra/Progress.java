// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.Watermark;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the next read of changes needs: a link of Graph for each type, and which groups were last
/// seen going into the bin, because one that comes back has to be read whole.
///
/// @param scope types and attributes that the links tell of
/// @param since when the read began, as Graph writes times
/// @param links by type
/// @param deleted ids of groups in the bin
/// @param overflow whether there were too many of them to remember
record Progress(
    String scope,
    String since,
    Map<CloudType, String> links,
    Set<String> deleted,
    boolean overflow) {
  private static final String PREFIX = "entra1 ";
  private static final int DELETED_MAX = 300;

  static Progress begin(String scope, String since) {
    return new Progress(scope, since, new EnumMap<>(CloudType.class), new LinkedHashSet<>(), false);
  }

  /// What a scope is called: a read with other types or attributes cannot go on from here.
  static String scope(Map<CloudType, ObjectReading> readings) {
    StringBuilder scope = new StringBuilder();
    readings.forEach((type, reading) ->
        scope.append(type.type()).append(':').append(reading.select()).append(';'));
    return scope.toString();
  }

  Watermark watermark() {
    ObjectNode node = Json.object();
    node.put("scope", scope);
    node.put("since", since);
    ObjectNode linkNode = node.putObject("links");
    links.forEach((type, link) -> linkNode.put(type.type(), link));
    ArrayNode array = node.putArray("deleted");
    boolean tooMany = overflow || deleted.size() > DELETED_MAX;
    if (!tooMany) {
      new TreeSet<>(deleted).forEach(array::add);
    }
    node.put("overflow", tooMany);
    return new Watermark(PREFIX + Json.text(node));
  }

  /// Empty when it is none of this connector.
  static Optional<Progress> of(Watermark watermark) {
    if (!watermark.text().startsWith(PREFIX)) {
      return Optional.empty();
    }
    Optional<ObjectNode> node = Json.read(watermark.text().substring(PREFIX.length()));
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Progress progress =
        new Progress(
            node.get().path("scope").asString(""),
            node.get().path("since").asString(""),
            new EnumMap<>(CloudType.class),
            new LinkedHashSet<>(),
            node.get().path("overflow").asBoolean(false));
    for (CloudType type : CloudType.values()) {
      JsonNode link = node.get().path("links").path(type.type());
      if (link.isString()) {
        progress.links().put(type, link.stringValue());
      }
    }
    node.get().path("deleted").forEach(id -> progress.deleted().add(id.asString()));
    return Optional.of(progress);
  }
}
