// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.schema;

import dev.understudy.config.problem.Position;
import dev.understudy.config.text.YamlFields;
import dev.understudy.config.text.YamlNode;
import dev.understudy.config.text.YamlNode.Entry;
import dev.understudy.config.text.YamlNode.Scalar;
import dev.understudy.engine.rule.NearestName;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a metaverse schema, or what extends one:
///
/// ```yaml
/// attributes: {badge: string, rooms: "string[]"}
/// types: {person: [badge, rooms]}
/// ```
public final class MetaverseReader {
  private static final Map<String, AttributeType> TYPES =
      Map.of(
          "string", AttributeType.STRING,
          "number", AttributeType.NUMBER,
          "boolean", AttributeType.BOOLEAN,
          "binary", AttributeType.BINARY,
          "reference", AttributeType.REFERENCE);

  private final YamlFields fields;
  private final Map<String, AttributeDefinition> attributes;
  private final Map<String, Set<String>> types = new LinkedHashMap<>();

  private MetaverseReader(YamlFields fields, Schema base) {
    this.fields = fields;
    attributes = new LinkedHashMap<>(base.attributes());
    base.types()
        .values()
        .forEach(type -> types.put(type.name(), new LinkedHashSet<>(type.attributes())));
  }

  /// `base` with what `fields` add to it.
  public static Schema extend(Schema base, YamlFields fields) {
    MetaverseReader reader = new MetaverseReader(fields, base);
    fields.fields("attributes").ifPresent(found -> found.entries().forEach(reader::attribute));
    fields.fields("types").ifPresent(found -> found.entries().forEach(reader::type));
    fields.finish();
    List<ObjectTypeDefinition> definitions =
        reader.types.entrySet().stream()
            .map(type -> new ObjectTypeDefinition(type.getKey(), type.getValue(), Set.of()))
            .toList();
    return Schema.of(definitions, reader.attributes.values());
  }

  private void attribute(Entry entry) {
    String name = entry.key().text();
    Optional<AttributeDefinition> definition = definition(name, entry.value());
    if (definition.isEmpty()) {
      return;
    }
    AttributeDefinition known = attributes.putIfAbsent(name, definition.get());
    if (known != null && !known.equals(definition.get())) {
      fields.error(
          entry.key().position(),
          "the metaverse already has %s, as %s%s; an extension needs a new name"
              .formatted(name, lower(known.type()), known.multiValued() ? "[]" : ""));
    }
  }

  private Optional<AttributeDefinition> definition(String name, YamlNode value) {
    String written = value instanceof Scalar scalar ? scalar.text() : "";
    boolean many = written.endsWith("[]");
    String word = many ? written.substring(0, written.length() - 2) : written;
    AttributeType type = TYPES.get(word);
    if (type == null) {
      fields.error(
          value.position(),
          "expected the type of %s: string, number, boolean, binary or reference, with [] behind it for several values; found %s"
              .formatted(name, value.kind()),
          NearestName.among(word, TYPES.keySet()));
      return Optional.empty();
    }
    if (type == AttributeType.BOOLEAN && many) {
      fields.error(value.position(), "a boolean has one value");
    }
    return Optional.of(new AttributeDefinition(name, type, many, true));
  }

  private void type(Entry entry) {
    Set<String> members = types.computeIfAbsent(entry.key().text(), _ -> new LinkedHashSet<>());
    if (!(entry.value() instanceof YamlNode.Sequence sequence)) {
      fields.error(
          entry.value().position(),
          "expected a list of attributes for type %s, found %s"
              .formatted(entry.key().text(), entry.value().kind()));
      return;
    }
    for (YamlNode item : sequence.items()) {
      String name = item instanceof Scalar scalar ? scalar.text() : "";
      if (attributes.containsKey(name)) {
        members.add(name);
      } else {
        unknown(item.position(), item.kind(), name);
      }
    }
  }

  private void unknown(Position position, String shown, String name) {
    fields.error(
        position,
        "%s is no attribute of the metaverse; define it under attributes".formatted(shown),
        NearestName.among(name, attributes.keySet()));
  }

  private static String lower(AttributeType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
