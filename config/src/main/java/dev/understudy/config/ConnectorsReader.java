// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import dev.understudy.config.ConnectorConfiguration.Selection;
import dev.understudy.config.entraconnect.ExportedConnector;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.text.YamlFields;
import dev.understudy.config.text.YamlNode;
import dev.understudy.config.text.YamlNode.Entry;
import dev.understudy.config.text.YamlNode.Scalar;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.connector.ConnectorFactory.Setting;
import dev.understudy.engine.rule.NearestName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the part `connectors` of configuration.
final class ConnectorsReader {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]*");

  private final Environment environment;
  private final Substitution substitution;
  private final Problems problems;
  private final Function<UUID, Optional<ExportedConnector>> exported;

  ConnectorsReader(
      Environment environment,
      Substitution substitution,
      Problems problems,
      Function<UUID, Optional<ExportedConnector>> exported) {
    this.environment = environment;
    this.substitution = substitution;
    this.problems = problems;
    this.exported = exported;
  }

  /// A connector whose selection is not final: what is not chosen is what the rules need.
  record Read(ConnectorConfiguration connector, boolean choosesTypes, boolean choosesAttributes) {}

  List<Read> read(YamlFields connectors) {
    List<Read> read = new ArrayList<>();
    Map<UUID, String> ids = new HashMap<>();
    for (Entry entry : connectors.entries()) {
      String name = entry.key().text();
      if (!NAME.matcher(name).matches()) {
        problems.error(
            entry.key().position(),
            "\"%s\" is no name for a connector; use letters, digits, spaces, dots and dashes"
                .formatted(name));
      }
      Read connector = connector(name, YamlFields.of(entry.value(), problems, "connector " + name));
      read.add(connector);
      UUID id = connector.connector.id();
      String other = id == null ? null : ids.putIfAbsent(id, name);
      if (other != null) {
        problems.error(
            entry.value().position(),
            "connectors %s and %s have the same id".formatted(other, name));
      }
    }
    return read;
  }

  private Read connector(String name, YamlFields fields) {
    String type = fields.required("type");
    @Nullable UUID id = id(fields);
    Optional<ExportedConnector> known = Optional.ofNullable(id).flatMap(exported);
    ConnectorSettings settings = settings(type, fields);
    Set<String> types = words(fields.texts("object-types"));
    boolean all = allAttributes(fields);
    Set<String> attributes = all ? Set.of() : words(fields.texts("attributes"));
    Selection selection =
        new Selection(
            fields.has("object-types")
                ? types
                : known.map(ExportedConnector::objectTypes).orElse(Set.of()),
            fields.has("attributes")
                ? attributes
                : known.map(ExportedConnector::attributes).orElse(Set.of()),
            all);
    ConnectorConfiguration connector =
        new ConnectorConfiguration(
            name,
            type,
            id,
            settings,
            selection,
            parameters(fields, known),
            fields.bool("export", true));
    fields.finish();
    return new Read(
        connector,
        known.isPresent() || fields.has("object-types"),
        known.isPresent() || fields.has("attributes"));
  }

  private static @Nullable UUID id(YamlFields fields) {
    String text = fields.text("id").replaceAll("[{}]", "");
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      fields.error(fields.position("id"), "\"%s\" is no GUID".formatted(text));
      return null;
    }
    return UUID.fromString(text);
  }

  private static boolean allAttributes(YamlFields fields) {
    return fields
        .node("attributes")
        .filter(node -> node instanceof Scalar scalar && scalar.text().equals("all"))
        .isPresent();
  }

  private static Set<String> words(List<Scalar> texts) {
    return texts.stream().map(Scalar::text).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private ConnectorSettings settings(String type, YamlFields fields) {
    Optional<ConnectorFactory> factory =
        environment.factories().stream().filter(known -> known.type().equals(type)).findFirst();
    if (factory.isEmpty() && !type.isEmpty()) {
      List<String> types =
          environment.factories().stream().map(ConnectorFactory::type).sorted().toList();
      fields.error(
          fields.position("type"),
          "there is no connector of type %s; there is %s"
              .formatted(type, types.isEmpty() ? "none at all" : String.join(", ", types)),
          NearestName.among(type, types));
    }
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> secrets = new LinkedHashSet<>();
    Optional<YamlFields> given = fields.fields("settings");
    given.ifPresent(settings -> fill(settings, values, secrets));
    factory.ifPresent(known -> {
      checkSettings(known.settings(), given.orElse(fields), given.isPresent());
      known.settings().stream().filter(Setting::secret).map(Setting::name).forEach(secrets::add);
    });
    secrets.retainAll(values.keySet());
    return new ConnectorSettings(values, secrets);
  }

  private void fill(YamlFields given, Map<String, String> values, Set<String> secrets) {
    for (Entry entry : given.entries()) {
      given
          .scalar(entry.key().text())
          .map(substitution::fill)
          .ifPresent(filled -> {
            values.put(entry.key().text(), filled.text());
            if (filled.secret()) {
              secrets.add(entry.key().text());
            }
          });
    }
  }

  /// @param place where settings are, or, when there are none at all, where they are missing
  private static void checkSettings(List<Setting> known, YamlFields place, boolean given) {
    List<String> names = known.stream().map(Setting::name).toList();
    for (Entry entry : given ? place.entries() : List.<Entry>of()) {
      String name = entry.key().text();
      if (!names.contains(name)) {
        Optional<String> meant = NearestName.among(name, names);
        String expected = meant.isPresent() ? "" : "; expected one of " + String.join(", ", names);
        place.error(entry.key().position(), "unknown setting " + name + expected, meant);
      }
    }
    for (Setting setting : known) {
      if (setting.required() && !(given && place.has(setting.name()))) {
        place.error(
            place.position(),
            "setting %s is missing: %s".formatted(setting.name(), setting.description()));
      }
    }
  }

  private Map<String, Map<String, String>> parameters(
      YamlFields fields, Optional<ExportedConnector> known) {
    Map<String, Map<String, String>> parameters = new LinkedHashMap<>();
    known.ifPresent(connector -> {
      parameters.put("", new LinkedHashMap<>(connector.parameters()));
      connector
          .partitions()
          .forEach(partition ->
              parameters.put(
                  partition.partition().name(), new LinkedHashMap<>(partition.parameters())));
    });
    fields.fields("parameters").ifPresent(own -> values(own, into(parameters, "")));
    fields
        .fields("partitions")
        .ifPresent(partitions ->
            partitions.entries().forEach(entry -> partition(entry, parameters, partitions)));
    return parameters;
  }

  private void partition(
      Entry entry, Map<String, Map<String, String>> parameters, YamlFields partitions) {
    YamlNode value = entry.value();
    if (!(value instanceof YamlNode.Mapping)) {
      partitions.error(value.position(), "expected keys with values, found " + value.kind());
      return;
    }
    YamlFields partition = YamlFields.of(value, problems, "partition " + entry.key().text());
    partition
        .fields("parameters")
        .ifPresent(own -> values(own, into(parameters, entry.key().text())));
    partition.finish();
  }

  private void values(YamlFields own, Map<String, String> into) {
    own.entries()
        .forEach(entry ->
            own.scalar(entry.key().text())
                .ifPresent(text -> into.put(entry.key().text(), substitution.fill(text).text())));
  }

  private static Map<String, String> into(
      Map<String, Map<String, String>> parameters, String partition) {
    return parameters.computeIfAbsent(partition, _ -> new LinkedHashMap<>());
  }
}
