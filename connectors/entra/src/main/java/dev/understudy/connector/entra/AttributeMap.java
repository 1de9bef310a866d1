// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The table `attributes.txt`: which attribute is what in Graph.
final class AttributeMap {
  static final AttributeMap INSTANCE = new AttributeMap();

  /// What only the connector knows of an object: its type and id, and whether it is one of the
  /// cloud.
  static final String CLOUD_ANCHOR = "cloudAnchor";

  static final String CLOUD_MASTERED = "cloudMastered";

  private final Map<CloudType, Map<String, Mapped>> types = new EnumMap<>(CloudType.class);

  /// How values travel.
  enum Kind {
    TEXT,
    TEXTS,
    FIRST,
    FLAG,
    REFERENCE,
    REFERENCES;

    boolean isLink() {
      return this == REFERENCE || this == REFERENCES;
    }
  }

  /// Who may write it.
  enum Access {
    WRITE,
    ONCE,
    READ
  }

  /// One line of the table.
  ///
  /// @param name of the attribute
  /// @param path the property in Graph, and what is in it
  record Mapped(String name, List<String> path, Kind kind, Access access) {
    /// The property, for `$select`.
    String property() {
      return path.getFirst();
    }

    /// Whether it may be written to an object.
    boolean writable(boolean creating) {
      return access == Access.WRITE || (creating && access == Access.ONCE);
    }
  }

  private AttributeMap() {
    for (CloudType type : CloudType.values()) {
      types.put(type, new LinkedHashMap<>());
    }
    table()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> {
          String[] words = line.split("\\s+", -1);
          Mapped mapped =
              new Mapped(
                  words[1],
                  List.of(words[2].split("/", -1)),
                  Kind.valueOf(words[3].toUpperCase(Locale.ROOT)),
                  Access.valueOf(words[4].toUpperCase(Locale.ROOT)));
          of(CloudType.named(words[0]).orElseThrow()).put(mapped.name(), mapped);
        });
  }

  private static String table() {
    try (InputStream in = AttributeMap.class.getResourceAsStream("attributes.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("attributes.txt of the Entra connector cannot be read", e);
    }
  }

  private Map<String, Mapped> of(CloudType type) {
    return Objects.requireNonNull(types.get(type));
  }

  /// The line of an attribute.
  Optional<Mapped> find(CloudType type, String attribute) {
    return Optional.ofNullable(of(type).get(attribute));
  }

  /// The lines of a type whose attributes are among these.
  List<Mapped> among(CloudType type, Set<String> attributes) {
    List<Mapped> among = new ArrayList<>();
    for (Mapped mapped : of(type).values()) {
      if (attributes.contains(mapped.name())) {
        among.add(mapped);
      }
    }
    return among;
  }

  /// All lines of a type that hold values and not links.
  List<Mapped> values(CloudType type) {
    return of(type).values().stream().filter(mapped -> !mapped.kind().isLink()).toList();
  }

  /// The schema that the table makes.
  Schema schema() {
    Map<String, AttributeDefinition> definitions = new LinkedHashMap<>();
    List<ObjectTypeDefinition> objectTypes = new ArrayList<>();
    for (CloudType type : CloudType.values()) {
      Set<String> names = new LinkedHashSet<>(of(type).keySet());
      names.add(CLOUD_ANCHOR);
      names.add(CLOUD_MASTERED);
      objectTypes.add(new ObjectTypeDefinition(type.type(), names, Set.of()));
      for (Mapped mapped : of(type).values()) {
        // An attribute of several types is writable when it is writable in one of them.
        AttributeDefinition known = definitions.get(mapped.name());
        boolean writable = mapped.access() != Access.READ || (known != null && known.writable());
        definitions.put(mapped.name(), definition(mapped, writable));
      }
    }
    definitions.put(
        CLOUD_ANCHOR, new AttributeDefinition(CLOUD_ANCHOR, AttributeType.STRING, false, false));
    definitions.put(
        CLOUD_MASTERED,
        new AttributeDefinition(CLOUD_MASTERED, AttributeType.BOOLEAN, false, false));
    return Schema.of(objectTypes, definitions.values());
  }

  private static AttributeDefinition definition(Mapped mapped, boolean writable) {
    return switch (mapped.kind()) {
      case TEXT, FIRST ->
          new AttributeDefinition(mapped.name(), AttributeType.STRING, false, writable);
      case TEXTS -> new AttributeDefinition(mapped.name(), AttributeType.STRING, true, writable);
      case FLAG -> new AttributeDefinition(mapped.name(), AttributeType.BOOLEAN, false, writable);
      case REFERENCE ->
          new AttributeDefinition(mapped.name(), AttributeType.REFERENCE, false, writable);
      case REFERENCES ->
          new AttributeDefinition(mapped.name(), AttributeType.REFERENCE, true, writable);
    };
  }
}
