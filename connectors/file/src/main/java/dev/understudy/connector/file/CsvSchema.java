// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The schema of a CSV file: one attribute for each column, of the type that configuration lists.
final class CsvSchema {
  private CsvSchema() {}

  /// The schema of a file with these columns.
  static Schema of(CsvSettings settings, List<String> header) {
    Map<String, AttributeDefinition> attributes = new LinkedHashMap<>();
    for (String column : header) {
      String name = settings.attribute(column);
      AttributeDefinition text = AttributeDefinition.single(name, AttributeType.STRING);
      attributes.put(name, settings.lists().applyTo(text));
    }
    Set<String> required = new LinkedHashSet<>();
    required.add(settings.attribute(settings.keys().anchorColumn()));
    required.add(settings.attribute(settings.keys().dnColumn()));
    return Schema.of(
        settings.keys().types().stream()
            .map(type -> new ObjectTypeDefinition(type, attributes.keySet(), required))
            .toList(),
        attributes.values());
  }
}
