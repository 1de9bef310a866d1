// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One object as it is stored.
///
/// @param id what Graph calls it for life
/// @param type its type
/// @param body its properties; an absent one has no value
/// @param stamp when and how often it changed
public record StoredObject(String id, ObjectType type, ObjectNode body, Stamp stamp) {

  /// Whether it is there.
  public enum State {
    LIVE(0),
    /// In the bin, from which it can come back.
    DELETED(1),
    /// Gone for good; only its id is remembered, to be reported.
    PURGED(2);

    private final int number;

    State(int number) {
      this.number = number;
    }

    /// How it is stored.
    int number() {
      return number;
    }

    /// The state that is stored so.
    static State of(int number) {
      return switch (number) {
        case 0 -> LIVE;
        case 1 -> DELETED;
        default -> PURGED;
      };
    }
  }

  /// When and how often an object changed.
  ///
  /// @param state whether it is there
  /// @param version how often it was written
  /// @param changed the number of the last write that concerns it
  /// @param deleted when it came into the bin; null when it never did
  public record Stamp(State state, long version, long changed, @Nullable Instant deleted) {}

  public boolean live() {
    return stamp.state() == State.LIVE;
  }

  /// The text of a property; null when it has none.
  public @Nullable String text(String property) {
    JsonNode node = body.get(property);
    return node == null || node.isNull() ? null : node.asString();
  }

  /// The texts of a property.
  public List<String> texts(String property) {
    List<String> texts = new ArrayList<>();
    JsonNode node = body.get(property);
    if (node != null) {
      node.forEach(value -> texts.add(value.asString()));
    }
    return texts;
  }

  /// Whether another service masters it.
  public boolean synced() {
    return body.path("onPremisesSyncEnabled").asBoolean(false);
  }

  /// What its ETag is.
  public String etag() {
    return "W/\"" + stamp.version() + "\"";
  }

  /// With other properties.
  public StoredObject with(ObjectNode changed) {
    return new StoredObject(id, type, changed, stamp);
  }

  /// In another state.
  public StoredObject in(State state, @Nullable Instant deleted) {
    return new StoredObject(
        id, type, body, new Stamp(state, stamp.version(), stamp.changed(), deleted));
  }

  /// What the index holds of a property.
  static List<String> keys(ObjectNode body, Property property) {
    JsonNode node = body.get(property.name());
    List<String> keys = new ArrayList<>();
    if (node != null && node.isArray()) {
      node.forEach(value -> keys.add(key(value.asString(), property)));
    } else if (node != null && !node.isNull()) {
      keys.add(key(node.asString(), property));
    }
    return keys;
  }

  /// A value as the index holds it.
  static String key(String value, Property property) {
    return property.is(Property.Flag.EXACT) ? value : value.toLowerCase(Locale.ROOT);
  }

  /// The properties of its type that an index holds.
  Iterable<Property> indexed() {
    return () ->
        type.properties().values().stream()
            .filter(property -> property.is(Property.Flag.KEY))
            .iterator();
  }

  /// The names and values of its properties.
  public Iterable<Map.Entry<String, JsonNode>> properties() {
    return body.properties();
  }
}
