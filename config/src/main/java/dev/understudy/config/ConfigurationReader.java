// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import dev.understudy.config.ConnectorConfiguration.Selection;
import dev.understudy.config.ConnectorsReader.Read;
import dev.understudy.config.entraconnect.ExportedConfiguration;
import dev.understudy.config.entraconnect.ExportedConnector;
import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.rule.LoadedRules;
import dev.understudy.config.schema.MetaverseReader;
import dev.understudy.config.text.Paths;
import dev.understudy.config.text.TextFile;
import dev.understudy.config.text.YamlFields;
import dev.understudy.config.text.YamlFile;
import dev.understudy.config.text.YamlNode.Scalar;
import dev.understudy.engine.rule.NearestName;
import dev.understudy.engine.rule.RuleSurroundings;
import dev.understudy.engine.rule.RuleUses;
import dev.understudy.engine.step.Limits;
import dev.understudy.schema.Schema;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads `understudy.yaml` and the files it names.
final class ConfigurationReader {
  private static final String SQLITE = "sqlite:";
  private static final Set<String> ALWAYS_KNOWN = Set.of("Connector.ID", "Connector.Name");

  private final Path file;
  private final Environment environment;
  private final Problems problems = new Problems();
  private final Substitution substitution;

  ConfigurationReader(Path file, Environment environment) {
    this.file = file.toAbsolutePath().normalize();
    this.environment = environment;
    substitution = new Substitution(folder(), environment, problems);
  }

  Configuration read() {
    YamlFields fields = YamlFields.of(YamlFile.parse(TextFile.read(file)), problems, "");
    StoreConfiguration store = store(fields);
    RulesReader rulesReader = new RulesReader(folder(), problems);
    RulesReader.Source source = rulesReader.read(fields);
    Schema metaverse =
        fields
            .fields("metaverse")
            .map(extension -> MetaverseReader.extend(source.metaverse(), extension))
            .orElse(source.metaverse());
    List<Read> read = connectors(fields, source);
    Limits limits = limits(fields);
    fields.finish();
    List<ConnectorConfiguration> connectors = read.stream().map(Read::connector).toList();
    LoadedRules rules = rulesReader.ofConnectors(source.rules(connectors), connectors);
    problems.addAll(rules.warnings());
    RuleSurroundings surroundings =
        surroundings(
            metaverse, connectors, source.exported(), missingParameters(rules, connectors));
    problems.addAll(rules.check(surroundings));
    problems.throwIfErrors();
    return new Configuration(
        file,
        store,
        rules,
        metaverse,
        read.stream().map(connector -> selected(connector, rules)).toList(),
        limits,
        problems.warnings());
  }

  private List<Read> connectors(YamlFields fields, RulesReader.Source source) {
    Optional<YamlFields> connectors = fields.fields("connectors");
    if (connectors.isEmpty() && !fields.has("connectors")) {
      problems.error(
          fields.position(), "connectors is missing: without them there is nothing to do");
    }
    ConnectorsReader reader =
        new ConnectorsReader(environment, substitution, problems, source::connector);
    return connectors.map(reader::read).orElse(List.of());
  }

  private StoreConfiguration store(YamlFields fields) {
    Optional<YamlFields> store = fields.fields("store");
    if (store.isEmpty()) {
      return new StoreConfiguration(
          SQLITE + folder().resolve("understudy.db"),
          null,
          null,
          StoreConfiguration.CACHE_MEGABYTES);
    }
    YamlFields given = store.get();
    String url = given.scalar("url").map(text -> url(text, given)).orElse("");
    if (!given.has("url")) {
      given.required("url");
    }
    @Nullable String user = text(given, "user");
    @Nullable String password = text(given, "password");
    long cache = given.number("cache-megabytes", StoreConfiguration.CACHE_MEGABYTES, 4, 1 << 16);
    given.finish();
    return new StoreConfiguration(
        url, user, password == null ? null : new Secret(password), (int) cache);
  }

  private @Nullable String text(YamlFields fields, String key) {
    return fields.scalar(key).map(substitution::fill).map(Substitution.Filled::text).orElse(null);
  }

  private String url(Scalar written, YamlFields store) {
    String url = substitution.fill(written).text();
    if (url.startsWith("jdbc:postgresql:") || url.equals("sqlite::memory:")) {
      return url;
    }
    if (url.startsWith(SQLITE) && url.length() > SQLITE.length()) {
      Scalar path = new Scalar(url.substring(SQLITE.length()), true, written.position());
      return Paths.resolve(folder(), path, problems).map(file -> SQLITE + file).orElse(url);
    }
    store.error(
        written.position(),
        "expected the url sqlite:FILE or jdbc:postgresql://HOST/DATABASE for the store");
    return url;
  }

  private Limits limits(YamlFields fields) {
    Optional<YamlFields> given = fields.fields("limits");
    if (given.isEmpty()) {
      return Limits.DEFAULT;
    }
    YamlFields limits = given.get();
    Limits usual = Limits.DEFAULT;
    int most = Integer.MAX_VALUE;
    Limits read =
        new Limits(
            (int) limits.number("batch-objects", usual.batchObjects(), 1, 100_000),
            (int) limits.number("error-limit", usual.errorsMax(), 1, most),
            (int) limits.number("inline-references", usual.inlineReferences(), 1, most),
            (int) limits.number("references-per-piece", usual.referencesPerPiece(), 1, most));
    limits.finish();
    return read;
  }

  /// The parameters that rules use and connectors do not have, by connector: told once for all
  /// rules, unless one of them looks like a slip of the pen, which its rule tells.
  private Map<String, Set<String>> missingParameters(
      LoadedRules rules, List<ConnectorConfiguration> connectors) {
    Map<String, Set<String>> missing = new HashMap<>();
    for (ConnectorConfiguration connector : connectors) {
      Set<String> known = parameterNames(connector);
      Set<String> unset =
          new TreeSet<>(RuleUses.of(rules.ruleSet(), connector.name()).parameters());
      unset.removeIf(name -> known.contains(name) || NearestName.among(name, known).isPresent());
      if (!unset.isEmpty()) {
        problems.add(
            Problem.error(
                    Position.of(file),
                    "rules use parameters that have no value: %s; set them under connectors.%s.parameters"
                        .formatted(String.join(", ", unset), connector.name()))
                .about("connector " + connector.name()));
      }
      missing.put(connector.name(), unset);
    }
    return missing;
  }

  private static Set<String> parameterNames(ConnectorConfiguration connector) {
    Set<String> names = new HashSet<>(ALWAYS_KNOWN);
    connector.parameters().values().forEach(values -> names.addAll(values.keySet()));
    return names;
  }

  private static RuleSurroundings surroundings(
      Schema metaverse,
      List<ConnectorConfiguration> connectors,
      Optional<ExportedConfiguration> exported,
      Map<String, Set<String>> reported) {
    Map<String, Schema> schemas = new HashMap<>();
    Map<String, Set<String>> parameters = new HashMap<>();
    for (ConnectorConfiguration connector : connectors) {
      Optional.ofNullable(connector.id())
          .flatMap(id -> exported.flatMap(found -> found.connector(id)))
          .map(ExportedConnector::schema)
          .ifPresent(schema -> schemas.put(connector.name(), schema));
      Set<String> names = parameterNames(connector);
      names.addAll(reported.getOrDefault(connector.name(), Set.of()));
      parameters.put(connector.name(), names);
    }
    Set<String> names =
        connectors.stream().map(ConnectorConfiguration::name).collect(Collectors.toSet());
    return new RuleSurroundings(metaverse, names, schemas, parameters);
  }

  private static ConnectorConfiguration selected(Read read, LoadedRules rules) {
    ConnectorConfiguration connector = read.connector();
    RuleUses uses = RuleUses.of(rules.ruleSet(), connector.name());
    Selection chosen = connector.selection();
    Selection selection =
        new Selection(
            read.choosesTypes() ? chosen.objectTypes() : uses.objectTypes(),
            read.choosesAttributes() ? chosen.attributes() : uses.attributes(),
            chosen.allAttributes());
    return new ConnectorConfiguration(
        connector.name(),
        connector.type(),
        connector.id(),
        connector.settings(),
        selection,
        connector.parameters(),
        connector.exports());
  }

  private Path folder() {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }
}
