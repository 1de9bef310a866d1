// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The schema of an LDIF file: what is well known, what its first records show, and what
/// configuration says of both. Later records add nothing, so that it costs the same for a file of
/// any length; an attribute that only they have must be listed in configuration.
final class LdifSchema {
  /// So many records from the beginning of the file are looked at.
  static final int SAMPLE_RECORDS_MAX = 2_000;

  private final LdifSettings settings;
  private final Map<String, AttributeDefinition> attributes =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private LdifSchema(LdifSettings settings) {
    this.settings = settings;
  }

  static Schema of(LdifSettings settings) throws IOException {
    LdifSchema schema = new LdifSchema(settings);
    schema.attributes.putAll(WellKnownAttributes.byName());
    schema.sample();
    return schema.finish();
  }

  private void sample() throws IOException {
    if (Files.notExists(settings.file().file())) {
      return;
    }
    try (LdifRecords records = new LdifRecords(Files.newInputStream(settings.file().file()))) {
      for (int n = 0; n < SAMPLE_RECORDS_MAX && records.next(); n++) {
        learn(records);
      }
    }
  }

  private void learn(LdifRecords record) {
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < record.lines(); i++) {
      String name = record.name(i);
      boolean isName = name.chars().allMatch(c -> isNameCharacter((char) c));
      if (record.form(i) == LdifRecords.Form.BROKEN || !isName || name.endsWith(";binary")) {
        continue;
      }
      AttributeDefinition known = attributes.get(name);
      if (known == null) {
        known = AttributeDefinition.single(name, AttributeType.STRING);
        attributes.put(name, known);
      }
      if (!seen.add(known.name())
          && !known.multiValued()
          && !settings.lists().decidesCount(known.name())) {
        attributes.put(name, AttributeDefinition.multi(known.name(), known.type()));
      }
    }
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == ';'
        || c == '_';
  }

  private Schema finish() {
    for (String name : settings.lists().names()) {
      attributes.putIfAbsent(name, AttributeDefinition.single(name, AttributeType.STRING));
    }
    if (!settings.anchorIsDn()) {
      attributes.putIfAbsent(
          settings.anchorAttribute(),
          AttributeDefinition.single(settings.anchorAttribute(), AttributeType.STRING));
    }
    attributes.replaceAll((_, known) -> settings.lists().applyTo(known));
    Collection<AttributeDefinition> all = attributes.values();
    Set<String> names = new HashSet<>();
    all.forEach(definition -> names.add(definition.name()));
    return Schema.of(
        settings.types().classes().keySet().stream()
            .map(type -> new ObjectTypeDefinition(type, names, Set.of()))
            .toList(),
        all);
  }

  /// The definition of the anchor's attribute; null when the DN is the anchor.
  static @Nullable AttributeDefinition anchor(LdifSettings settings, Schema schema) {
    if (settings.anchorIsDn()) {
      return null;
    }
    return schema.attributes().values().stream()
        .filter(definition -> definition.name().equalsIgnoreCase(settings.anchorAttribute()))
        .findFirst()
        .orElseThrow();
  }
}
