// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.entraconnect;

import dev.understudy.config.entraconnect.ExportedConnector.Kind;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.text.XmlElement;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// Reads one file of the folder `Connectors`.
final class ConnectorReader {
  private static final List<String> CONFIGURATIONS = List.of("adma-configuration", "MAConfig");

  private ConnectorReader() {}

  static Optional<ExportedConnector> read(XmlElement root, Problems problems) {
    Optional<UUID> id = guid(root.textOf("id"));
    if (!root.name().equals("ma-data") || id.isEmpty()) {
      problems.error(root.position(), "expected <ma-data> with an <id>: an exported connector");
      return Optional.empty();
    }
    Optional<Schema> schema = SchemaReader.connector(root, problems);
    if (schema.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    root.child("private-configuration")
        .ifPresent(configuration ->
            CONFIGURATIONS.forEach(name ->
                configuration
                    .descendant(name, "parameter-values")
                    .ifPresent(values -> parameters.putAll(parameters(values, ofUse("global"))))));
    parameters.put("Connector.ID", "{" + id.get() + "}");
    return Optional.of(
        new ExportedConnector(
            id.get(),
            root.textOf("name"),
            kind(root),
            schema.get(),
            texts(root.child("attribute-inclusion"), "attribute"),
            partitions(root),
            parameters));
  }

  private static Kind kind(XmlElement root) {
    if (root.textOf("category").equals("AD")) {
      return Kind.ACTIVE_DIRECTORY;
    }
    String subtype = root.textOf("subtype").toLowerCase(Locale.ROOT);
    return subtype.contains("azure active directory") || subtype.contains("entra")
        ? Kind.ENTRA_ID
        : Kind.OTHER;
  }

  private static List<ExportedPartition> partitions(XmlElement root) {
    return root.child("ma-partition-data").stream()
        .flatMap(data -> data.children("partition").stream())
        .map(ConnectorReader::partition)
        .toList();
  }

  private static ExportedPartition partition(XmlElement partition) {
    Optional<XmlElement> filter = partition.child("filter");
    Optional<XmlElement> containers = filter.flatMap(found -> found.child("containers"));
    Map<String, String> parameters =
        partition
            .child("parameter-values")
            .map(values ->
                parameters(
                    values, ofUse("partition").and(found -> found.attribute("name").contains("."))))
            .orElse(Map.of());
    return new ExportedPartition(
        new Partition(partition.textOf("name")),
        partition.textOf("selected").equals("1"),
        List.copyOf(texts(filter.flatMap(found -> found.child("object-classes")), "object-class")),
        List.copyOf(texts(containers.flatMap(found -> found.child("inclusions")), "inclusion")),
        List.copyOf(texts(containers.flatMap(found -> found.child("exclusions")), "exclusion")),
        parameters);
  }

  private static Predicate<XmlElement> ofUse(String use) {
    return parameter -> parameter.attribute("use").equals(use);
  }

  /// The parameters that `wanted` takes. Encrypted ones are passwords and are never taken.
  static Map<String, String> parameters(XmlElement values, Predicate<XmlElement> wanted) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (XmlElement parameter : values.children("parameter")) {
      boolean encrypted =
          parameter.attribute("type").startsWith("encrypted")
              || parameter.attribute("encrypted").equals("1");
      if (!encrypted && wanted.test(parameter)) {
        parameters.put(parameter.attribute("name"), parameter.text().strip());
      }
    }
    return parameters;
  }

  private static Set<String> texts(Optional<XmlElement> parent, String name) {
    Set<String> texts = new LinkedHashSet<>();
    parent.ifPresent(
        found -> found.children(name).forEach(child -> texts.add(child.text().strip())));
    return texts;
  }

  private static Optional<UUID> guid(String text) {
    String bare = text.replace("{", "").replace("}", "");
    try {
      return bare.length() == 36 ? Optional.of(UUID.fromString(bare)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
