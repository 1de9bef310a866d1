// SPDX-License-Identifier: Apache-2.0
package dev.understudy.bench;

import dev.understudy.config.defaults.DefaultMetaverse;
import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.connector.ReadScope;
import dev.understudy.engine.program.ConnectorDefinition;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.run.exports.ExportRequest;
import dev.understudy.engine.run.exports.ExportStep;
import dev.understudy.engine.run.imports.ImportRequest;
import dev.understudy.engine.run.imports.ImportStep;
import dev.understudy.engine.step.Limits;
import dev.understudy.engine.step.Progress;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.sync.SyncStep;
import dev.understudy.engine.work.KeyIndex;
import dev.understudy.schema.Partition;
import dev.understudy.store.SqlStores;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;

/// A store, some connectors and a program: what a scenario runs its steps with.
final class Laboratory implements AutoCloseable {
  private final Store store;
  private final Map<String, Connector> connectors = new LinkedHashMap<>();
  private final Program program;
  private StepReport last = report();

  /// A connector of a scenario.
  ///
  /// @param type the factory's word
  record Setup(
      String name, String type, Map<String, String> settings, Map<String, String> parameters) {}

  Laboratory(Path database, List<Setup> setups, RuleSet rules) {
    store = SqlStores.open("sqlite:" + database);
    List<ConnectorDefinition> definitions = new ArrayList<>();
    for (Setup setup : setups) {
      Connector connector = factory(setup.type()).create(setup.name(), setup.settings());
      connectors.put(setup.name(), connector);
      definitions.add(
          new ConnectorDefinition(
              setup.name(), Set.of(), connector.schema(), Map.of("", setup.parameters()), false));
    }
    program = Program.compile(rules, DefaultMetaverse.schema(), definitions, store.dictionary());
    new KeyIndex(store, program).rebuildIfNeeded();
  }

  static ConnectorFactory factory(String type) {
    return ServiceLoader.load(ConnectorFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(factory -> factory.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no connector of type " + type));
  }

  private static StepReport report() {
    return new StepReport(0, Limits.DEFAULT.errorsMax(), Progress.NONE);
  }

  Store store() {
    return store;
  }

  Program program() {
    return program;
  }

  Connector connector(String name) {
    Connector connector = connectors.get(name);
    if (connector == null) {
      throw new IllegalArgumentException("no connector " + name);
    }
    return connector;
  }

  int number(String name) {
    return store.dictionary().number(name);
  }

  /// The counters of the last step.
  Map<String, Long> counters() {
    return last.counters().all();
  }

  StepContext context() {
    last = report();
    return new StepContext(
        store,
        program,
        new StepContext.Environment(InstantSource.system(), new SplittableRandom(42)),
        Limits.DEFAULT,
        last);
  }

  void fullImport(String name) throws InterruptedException {
    check(name + " full import", run(name, ImportRequest.Mode.FULL));
  }

  void deltaImport(String name) throws InterruptedException {
    check(name + " delta import", run(name, ImportRequest.Mode.DELTA));
  }

  private StepEnd run(String name, ImportRequest.Mode mode) throws InterruptedException {
    Connector connector = connector(name);
    Partition partition = connector.partitions().getFirst();
    ReadScope scope =
        new ReadScope(
            partition, connector.schema().types().keySet(), program.attributes(number(name)));
    return new ImportStep(context()).run(new ImportRequest(name, connector, scope, mode));
  }

  void synchronize(String name, boolean full) throws InterruptedException {
    check(name + " synchronization", new SyncStep(context()).run(number(name), full));
  }

  void export(String name) throws InterruptedException {
    check(
        name + " export",
        new ExportStep(context()).run(new ExportRequest(name, connector(name), 0)));
  }

  private void check(String step, StepEnd end) {
    boolean fine = end.result().equals("success") || end.result().equals("completed-no-objects");
    if (!fine) {
      throw new IllegalStateException(
          "%s ended with %s: %s %s %s"
              .formatted(step, end.result(), end.detail(), counters(), last.drainErrors()));
    }
  }

  @Override
  public void close() {
    connectors.values().forEach(Connector::close);
    store.close();
  }
}
