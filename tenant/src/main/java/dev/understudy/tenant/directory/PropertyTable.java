// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The properties of all types, read from `properties.txt`.
final class PropertyTable {
  static final PropertyTable INSTANCE = new PropertyTable();

  private final Map<ObjectType, Map<String, Property>> properties = new EnumMap<>(ObjectType.class);

  private PropertyTable() {
    for (ObjectType type : ObjectType.values()) {
      Map<String, Property> own = new LinkedHashMap<>();
      own.put(
          "id",
          new Property(
              "id", Property.Kind.TEXT, Set.of(Property.Flag.READ, Property.Flag.SHOWN), 0));
      own.put(
          "deletedDateTime",
          new Property("deletedDateTime", Property.Kind.TIME, Set.of(Property.Flag.READ), 0));
      properties.put(type, own);
    }
    text().lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::add);
  }

  Map<String, Property> of(ObjectType type) {
    return Collections.unmodifiableMap(Objects.requireNonNull(properties.get(type)));
  }

  private void add(String line) {
    String[] words = line.split("\\s+", -1);
    ObjectType type = ObjectType.ofName(words[0]).orElseThrow();
    Set<Property.Flag> flags = EnumSet.noneOf(Property.Flag.class);
    for (String flag : words[3].split(",", -1)) {
      flags.add(Property.Flag.valueOf(flag.toUpperCase(Locale.ROOT)));
    }
    Property.Kind kind = Property.Kind.valueOf(words[2].toUpperCase(Locale.ROOT));
    int max = words.length > 4 ? Integer.parseInt(words[4]) : 0;
    Objects.requireNonNull(properties.get(type))
        .put(words[1], new Property(words[1], kind, flags, max));
  }

  private static String text() {
    try (InputStream in = PropertyTable.class.getResourceAsStream("properties.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("properties.txt of the tenant cannot be read", e);
    }
  }
}
