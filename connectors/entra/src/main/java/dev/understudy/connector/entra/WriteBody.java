// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ExportOutcome;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Attributes on their way to Graph.
final class WriteBody {
  private WriteBody() {}

  /// The line of an attribute that may be written, or why it may not.
  sealed interface Line {
    /// It may.
    record Writable(AttributeMap.Mapped mapped) implements Line {}

    /// It may not.
    record Refused(ExportOutcome.Rejected outcome) implements Line {}
  }

  /// Finds out whether an attribute may be written.
  static Line line(CloudType type, String attribute, boolean creating) {
    Optional<AttributeMap.Mapped> mapped = AttributeMap.INSTANCE.find(type, attribute);
    if (mapped.isEmpty()) {
      return refused(
          "the attribute %s of a %s is none that Graph has; docs/entra.md lists those"
              .formatted(attribute, type.type()));
    }
    if (!mapped.get().writable(creating)) {
      return refused(
          "Graph lets nobody write the attribute %s of a %s (%s there); leave it out of the rules"
              .formatted(attribute, type.type(), mapped.get().property()));
    }
    return new Line.Writable(mapped.get());
  }

  private static Line refused(String why) {
    return new Line.Refused(new ExportOutcome.Rejected("schema-violation", why));
  }

  /// Sets the values of an attribute; none takes it away.
  static void put(ObjectNode body, AttributeMap.Mapped mapped, List<Value> values) {
    ObjectNode node = body;
    for (String step : mapped.path().subList(0, mapped.path().size() - 1)) {
      node = node.get(step) instanceof ObjectNode object ? object : node.putObject(step);
    }
    String name = mapped.path().getLast();
    switch (mapped.kind()) {
      case TEXT -> node.put(name, values.isEmpty() ? null : values.getFirst().toString());
      case TEXTS, FIRST -> {
        ArrayNode array = node.putArray(name);
        values.forEach(value -> array.add(value.toString()));
      }
      case FLAG -> {
        if (values.isEmpty()) {
          node.putNull(name);
        } else {
          node.put(name, values.getFirst() instanceof Value.Bool(boolean bool) && bool);
        }
      }
      case REFERENCE, REFERENCES -> throw new IllegalArgumentException(name + " is a link");
    }
  }

  /// The names that references have.
  static List<Dn> dns(List<Value> values) {
    List<Dn> dns = new ArrayList<>();
    for (Value value : values) {
      if (value instanceof Value.Reference(Dn dn)) {
        dns.add(dn);
      }
    }
    return dns;
  }

  /// Whether a value of the object is among what is given.
  static boolean has(Map<String, List<Value>> given, String attribute) {
    return !given.getOrDefault(attribute, List.of()).isEmpty();
  }
}
