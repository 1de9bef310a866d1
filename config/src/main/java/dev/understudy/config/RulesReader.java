// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import dev.understudy.config.defaults.DefaultMetaverse;
import dev.understudy.config.defaults.DefaultRules;
import dev.understudy.config.defaults.PersonMatch;
import dev.understudy.config.entraconnect.ExportedConfiguration;
import dev.understudy.config.entraconnect.ExportedConnector;
import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.rule.LoadedRule;
import dev.understudy.config.rule.LoadedRules;
import dev.understudy.config.rule.RuleFiles;
import dev.understudy.config.text.Paths;
import dev.understudy.config.text.YamlFields;
import dev.understudy.config.text.YamlNode;
import dev.understudy.config.text.YamlNode.Scalar;
import dev.understudy.engine.rule.NearestName;
import dev.understudy.engine.rule.RuleTypes;
import dev.understudy.engine.rule.SyncRule;
import dev.understudy.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Reads the part `rules` of configuration, and fits rules to the connectors that there are.
final class RulesReader {
  private final Path folder;
  private final Problems problems;

  RulesReader(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /// Where rules come from.
  ///
  /// @param exported the configuration that Entra Connect exported, when rules are from one
  /// @param own rules of files
  /// @param shipped which shipped set is used, and for which connectors
  record Source(
      Optional<ExportedConfiguration> exported, LoadedRules own, Optional<Shipped> shipped) {

    Schema metaverse() {
      return exported.map(ExportedConfiguration::metaverse).orElseGet(DefaultMetaverse::schema);
    }

    Optional<ExportedConnector> connector(UUID id) {
      return exported.flatMap(configuration -> configuration.connector(id));
    }

    /// All rules; the shipped ones only for connectors that exist.
    LoadedRules rules(List<ConnectorConfiguration> connectors) {
      if (shipped.isEmpty()) {
        return own;
      }
      Set<String> names =
          connectors.stream().map(ConnectorConfiguration::name).collect(Collectors.toSet());
      List<LoadedRule> all = new ArrayList<>(own.rules());
      shipped.get().rules(names).forEach(all::add);
      return new LoadedRules(all, own.warnings());
    }
  }

  /// A shipped rule set with the connectors for its placeholders.
  record Shipped(DefaultRules set, Map<String, List<Scalar>> connectors, PersonMatch match) {
    List<LoadedRule> rules(Set<String> known) {
      Map<String, List<String>> names = new HashMap<>();
      connectors.forEach((placeholder, given) ->
          names.put(
              placeholder, given.stream().map(Scalar::text).filter(known::contains).toList()));
      return set.load(names, match).rules();
    }
  }

  Source read(YamlFields fields) {
    Optional<YamlNode> rules = fields.node("rules");
    if (rules.isPresent() && rules.get() instanceof YamlNode.Mapping) {
      return shipped(YamlFields.of(rules.get(), problems, "rules"));
    }
    Optional<Scalar> path = fields.scalar("rules");
    if (path.isEmpty() && !fields.has("rules")) {
      problems.error(
          fields.position(),
          "rules is missing: name a folder with rule files, or an exported configuration");
    }
    return path.flatMap(text -> Paths.resolve(folder, text, problems))
        .map(this::fromFiles)
        .orElseGet(RulesReader::none);
  }

  private static Source none() {
    return new Source(Optional.empty(), new LoadedRules(List.of(), List.of()), Optional.empty());
  }

  private Source fromFiles(Path path) {
    if (ExportedConfiguration.isAt(path)) {
      Optional<ExportedConfiguration> exported = attempt(() -> ExportedConfiguration.load(path));
      LoadedRules rules = exported.map(ExportedConfiguration::rules).orElseGet(() -> none().own());
      return new Source(exported, rules, Optional.empty());
    }
    LoadedRules rules = attempt(() -> RuleFiles.load(path)).orElseGet(() -> none().own());
    return new Source(Optional.empty(), rules, Optional.empty());
  }

  private Source shipped(YamlFields fields) {
    String name = fields.required("defaults");
    Optional<DefaultRules> set = DefaultRules.byName(name);
    if (set.isEmpty() && !name.isEmpty()) {
      fields.error(
          fields.position("defaults"),
          "there is no shipped rule set %s; there are %s"
              .formatted(name, String.join(", ", DefaultRules.names())),
          NearestName.among(name, DefaultRules.names()));
    }
    Map<String, List<Scalar>> connectors = new LinkedHashMap<>();
    for (String placeholder : set.map(DefaultRules::placeholders).orElse(List.of())) {
      connectors.put(placeholder, connectors(fields, placeholder));
    }
    PersonMatch match =
        set.filter(found -> found.placeholders().contains("ad"))
            .flatMap(_ -> match(fields))
            .orElse(PersonMatch.BY_ANCHOR);
    LoadedRules own =
        fields
            .scalar("folder")
            .flatMap(text -> Paths.resolve(folder, text, problems))
            .flatMap(path -> attempt(() -> RuleFiles.load(path)))
            .orElseGet(() -> none().own());
    if (set.isPresent()) {
      fields.finish();
    }
    return new Source(
        Optional.empty(), own, set.map(found -> new Shipped(found, connectors, match)));
  }

  private static Optional<PersonMatch> match(YamlFields fields) {
    Optional<Scalar> name = fields.scalar("match-people-by");
    Optional<PersonMatch> match = name.map(Scalar::text).flatMap(PersonMatch::byName);
    if (name.isPresent() && match.isEmpty()) {
      fields.error(
          fields.position("match-people-by"),
          "%s is no way to match people; expected anchor, sid, or an attribute of the metaverse"
              .formatted(name.get().text()),
          NearestName.among(name.get().text(), PersonMatch.names()));
    }
    return match;
  }

  /// One connector, or a list of them.
  private static List<Scalar> connectors(YamlFields fields, String placeholder) {
    Optional<YamlNode> node = fields.node(placeholder);
    if (node.isPresent() && node.get() instanceof Scalar scalar) {
      return List.of(scalar);
    }
    if (node.isEmpty()) {
      fields.required(placeholder);
    }
    return fields.texts(placeholder);
  }

  /// The rules of configured connectors, each called by its name. Rules of an export also speak of
  /// connectors that nobody has configured here: these are left out, with a warning.
  LoadedRules ofConnectors(LoadedRules rules, List<ConnectorConfiguration> connectors) {
    Map<String, String> names = new HashMap<>();
    for (ConnectorConfiguration connector : connectors) {
      connector.ruleIdentifier().ifPresent(id -> names.put(id, connector.name()));
    }
    LoadedRules named = rules.map(rule -> renamed(rule, names));
    Map<String, List<LoadedRule>> unused =
        named.rules().stream()
            .filter(loaded -> isIdentifier(loaded.rule()))
            .collect(
                Collectors.groupingBy(
                    loaded -> loaded.rule().types().connector(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    unused.forEach((connector, left) ->
        problems.warning(
            left.getFirst().source().rule(),
            "%d rules are not used: no connector has the id %s".formatted(left.size(), connector)));
    return named.only(rule -> !isIdentifier(rule));
  }

  private static boolean isIdentifier(SyncRule rule) {
    return rule.types().connector().startsWith("{");
  }

  private static SyncRule renamed(SyncRule rule, Map<String, String> names) {
    RuleTypes types = rule.types();
    String name = names.getOrDefault(types.connector(), types.connector());
    return rule.withTypes(new RuleTypes(types.direction(), name, types.source(), types.target()));
  }

  private <T> Optional<T> attempt(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }
}
