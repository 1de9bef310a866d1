// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.instance;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.instance.Directories.Need;
import dev.understudy.config.Configuration;
import dev.understudy.config.ConnectorConfiguration;
import dev.understudy.config.Environment;
import dev.understudy.config.Secret;
import dev.understudy.engine.program.ConnectorDefinition;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.rule.NearestName;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.run.AbandonedRuns;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.store.Dictionary;
import dev.understudy.engine.store.Store;
import dev.understudy.schema.Schema;
import dev.understudy.store.SqlStores;
import dev.understudy.store.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A configuration at work: its store, which this process has for itself, its directories and its
/// rules.
public final class Instance implements AutoCloseable {
  private final Configuration configuration;
  private final Store store;
  private final Directories directories;
  private final StepContext.Environment environment =
      new StepContext.Environment(InstantSource.system(), new SecureRandom());
  private @Nullable Program program;

  private Instance(Configuration configuration, Store store, Directories directories) {
    this.configuration = configuration;
    this.store = store;
    this.directories = directories;
  }

  /// Reads the configuration and opens its store.
  ///
  /// @throws AppException when there is no such file
  /// @throws dev.understudy.config.problem.ConfigurationException when it cannot be used
  /// @throws dev.understudy.engine.store.StoreException when another process has the store
  public static Instance open(Path file, Environment environment) {
    Configuration configuration = configuration(file, environment);
    StoreSettings settings =
        new StoreSettings(
            configuration.store().url(),
            configuration.store().user(),
            password(configuration.store().password()),
            configuration.store().cacheMegabytes());
    Store store = SqlStores.open(settings);
    Instance instance =
        new Instance(
            configuration, store, new Directories(configuration, environment.factories(), store));
    boolean opened = false;
    try {
      AbandonedRuns.close(store, instance.environment.clock());
      opened = true;
      return instance;
    } finally {
      if (!opened) {
        instance.close();
      }
    }
  }

  /// Reads the configuration alone.
  ///
  /// @throws AppException when there is no such file
  /// @throws dev.understudy.config.problem.ConfigurationException when it cannot be used
  public static Configuration configuration(Path file, Environment environment) {
    if (Files.notExists(file)) {
      throw AppException.failed(
          "there is no %s; name your configuration with --config FILE, or see what it does with understudy demo --once"
              .formatted(file));
    }
    return Configuration.load(file, environment);
  }

  private static @Nullable String password(@Nullable Secret secret) {
    return secret == null ? null : secret.value();
  }

  public Configuration configuration() {
    return configuration;
  }

  public Store store() {
    return store;
  }

  public Directories directories() {
    return directories;
  }

  /// The rules of the configuration, ready to run. Directories are asked for their schema when they
  /// answer; else the schema that was seen last is used.
  public Program program() {
    Program known = program;
    if (known == null) {
      known = compile(configuration.ruleSet(), store.dictionary());
      program = known;
    }
    return known;
  }

  /// Other rules, ready to run on this store or on a copy of it.
  ///
  /// @param dictionary that of the store
  public Program compile(RuleSet rules, Dictionary dictionary) {
    List<ConnectorDefinition> definitions = new ArrayList<>();
    for (ConnectorConfiguration connector : configuration.connectors()) {
      Schema schema = directories.schema(connector, Need.LAST_KNOWN);
      boolean flat = directories.connector(connector.name()).flatNames();
      definitions.add(
          connector
              .withKnown(directories.parameters(connector, Need.LAST_KNOWN))
              .definition(schema, flat));
    }
    return Program.compile(rules, configuration.metaverse(), definitions, dictionary);
  }

  /// What a run step of this process works with.
  public StepContext context(StepReport report) {
    return context(store, program(), report);
  }

  /// What a run step works with on this store or on a copy of it, with these rules.
  public StepContext context(Store on, Program rules, StepReport report) {
    return new StepContext(on, rules, environment, configuration.limits(), report);
  }

  /// The time and chance of this process.
  public StepContext.Environment environment() {
    return environment;
  }

  /// The configured connector of that name.
  ///
  /// @throws AppException when there is none
  public ConnectorConfiguration connector(String name) {
    return configuration
        .connector(name)
        .orElseThrow(() -> {
          List<String> names = names();
          return AppException.usage(
              "there is no connector \"%s\"; there are %s%s"
                  .formatted(
                      name,
                      String.join(", ", names),
                      NearestName.among(name, names)
                          .map(nearest -> " — did you mean " + nearest + "?")
                          .orElse("")));
        });
  }

  /// The names of all connectors, in the order of the configuration.
  public List<String> names() {
    return configuration.connectors().stream().map(ConnectorConfiguration::name).toList();
  }

  /// The number of a connector's name in the store; empty while it never ran.
  public Optional<Integer> number(String connector) {
    return store.dictionary().find(connector);
  }

  @Override
  public void close() {
    directories.close();
    store.close();
  }
}
