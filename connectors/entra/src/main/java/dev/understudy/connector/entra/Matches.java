// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ExportOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Looks for what the cloud may have already of objects that shall be made: by the anchor (hard
/// match), in the bin, and of users by the name and the primary address (soft match).
final class Matches {
  private final EntraSettings settings;
  private final Graph graph;
  private final Map<String, JsonNode> live = new HashMap<>();
  private final Map<String, JsonNode> deleted = new HashMap<>();
  private final Map<String, JsonNode> byName = new HashMap<>();

  Matches(EntraSettings settings, Graph graph) {
    this.settings = settings;
    this.graph = graph;
  }

  /// What the cloud has.
  sealed interface Match {
    /// Nothing.
    record None() implements Match {}

    /// The object itself.
    record Itself(JsonNode object) implements Match {}

    /// The object itself, in the bin.
    record InTheBin(String id) implements Match {}

    /// An object of the cloud that may be taken over.
    record Soft(String id) implements Match {}

    /// Something that stands in the way.
    record Obstacle(ExportOutcome.Rejected outcome) implements Match {}
  }

  private record Asked(Map<String, JsonNode> into, String kind, CloudType type) {}

  /// Asks for these.
  void ask(Collection<NewObject> objects) throws InterruptedException {
    List<Call> calls = new ArrayList<>();
    List<Asked> asked = new ArrayList<>();
    for (CloudType type : List.of(CloudType.USER, CloudType.GROUP)) {
      List<NewObject> some = objects.stream().filter(one -> one.type() == type).toList();
      String property = Objects.requireNonNull(type.anchorProperty());
      String select = ObjectReading.of(type, names(type)).select();
      Set<String> anchors = new LinkedHashSet<>();
      some.forEach(one -> anchors.add(one.anchor()));
      for (List<String> part : Names.parts(List.copyOf(anchors))) {
        calls.add(Call.in(type.set(), property, part, select));
        asked.add(new Asked(live, property, type));
        calls.add(
            Call.in("directory/deletedItems/" + type.cast(), property, part, "id," + property));
        asked.add(new Asked(deleted, property, type));
      }
      if (type == CloudType.USER) {
        askNames(some, "userPrincipalName", "userPrincipalName", calls, asked);
        askNames(some, "mail", "mail", calls, asked);
      }
    }
    List<Reply> replies = graph.send(calls);
    for (int i = 0; i < replies.size(); i++) {
      take(replies.get(i), asked.get(i));
    }
  }

  private static void askNames(
      List<NewObject> users,
      String attribute,
      String property,
      List<Call> calls,
      List<Asked> asked) {
    Set<String> values = new LinkedHashSet<>();
    users.forEach(user -> user.text(attribute).ifPresent(values::add));
    String select = "id,onPremisesImmutableId,onPremisesSyncEnabled," + property;
    for (List<String> part : Names.parts(List.copyOf(values))) {
      calls.add(Call.in("users", property, part, select));
      asked.add(new Asked(new HashMap<>(), property, CloudType.USER));
    }
  }

  private void take(Reply reply, Asked asked) {
    if (!reply.good()) {
      throw GraphFailure.ofCall("looking for objects that may be there already", reply);
    }
    for (JsonNode object : reply.body().path("value")) {
      String value = object.path(asked.kind()).asString("");
      boolean byAnchor = asked.kind().equals(asked.type().anchorProperty());
      if (byAnchor) {
        asked.into().put(asked.type() + " " + value, object);
      } else {
        byName.put(asked.kind() + " " + value.toLowerCase(Locale.ROOT), object);
      }
    }
  }

  private static Set<String> names(CloudType type) {
    Set<String> names = new LinkedHashSet<>();
    AttributeMap.INSTANCE.values(type).forEach(mapped -> names.add(mapped.name()));
    return names;
  }

  /// What was found for an object that was asked for.
  Match of(NewObject object) {
    String key = object.type() + " " + object.anchor();
    JsonNode itself = live.get(key);
    if (itself != null) {
      return new Match.Itself(itself);
    }
    JsonNode inTheBin = deleted.get(key);
    if (inTheBin != null) {
      return new Match.InTheBin(inTheBin.path("id").asString());
    }
    for (String kind : List.of("userPrincipalName", "mail")) {
      JsonNode other =
          object.type() == CloudType.USER
              ? object
                  .text(kind)
                  .map(value -> byName.get(kind + " " + value.toLowerCase(Locale.ROOT)))
                  .orElse(null)
              : null;
      if (other != null) {
        return soft(object, other, kind);
      }
    }
    return new Match.None();
  }

  private Match soft(NewObject object, JsonNode other, String kind) {
    String what =
        "the user %s of the cloud has the same %s".formatted(other.path("id").asString(), kind);
    String anchor = Names.anchor(CloudType.USER, other);
    if (anchor != null) {
      return new Match.Obstacle(
          new ExportOutcome.Rejected(
              "InvalidSoftMatch",
              "%s, and the anchor %s instead of %s; correct the duplicate in the source"
                  .formatted(what, anchor, object.anchor())));
    }
    if (other.path("onPremisesSyncEnabled").asBoolean(false)) {
      return new Match.Obstacle(
          new ExportOutcome.Rejected(
              "InvalidSoftMatch", what + " and is mastered by another synchronization"));
    }
    if (!settings.matching()) {
      return new Match.Obstacle(
          new ExportOutcome.Rejected(
              "InvalidSoftMatch", what + "; with \"soft-match: true\" it would be taken over"));
    }
    return new Match.Soft(other.path("id").asString());
  }
}
