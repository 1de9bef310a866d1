// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadScope;
import dev.understudy.engine.program.ConnectorDefinition;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.step.Limits;
import dev.understudy.engine.step.Progress;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.StepRecord;
import dev.understudy.engine.store.StoreException;
import dev.understudy.engine.testing.MemoryStore;
import dev.understudy.engine.testing.World;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import dev.understudy.testkit.FaultyConnector;
import dev.understudy.testkit.InMemoryConnector;
import dev.understudy.testkit.InMemoryDirectory;
import dev.understudy.testkit.ManualClock;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunnerTest {
  private final MemoryStore store = new MemoryStore();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryDirectory directory =
      new InMemoryDirectory(World.SCHEMA, List.of(Dn.of("DC=x"), Dn.of("DC=y")), false);
  private final FaultyConnector connector = new FaultyConnector(new InMemoryConnector(directory));
  private final RunSettings settings =
      new RunSettings(
          store,
          Program.compile(
              new RuleSet(List.of()),
              Schema.of(List.of(), List.of()),
              List.of(
                  new ConnectorDefinition("a", Set.of(), World.SCHEMA, Map.of(), false),
                  new ConnectorDefinition("b", Set.of(), World.SCHEMA, Map.of(), false)),
              store.dictionary()),
          new StepContext.Environment(clock, new Random(42)),
          Limits.DEFAULT,
          Progress.NONE);
  private final Runner runner = new Runner(settings);

  private static ManagedConnector managed(String name, Connector connector, String... partitions) {
    List<ReadScope> scopes =
        List.of(partitions).stream()
            .map(partition ->
                new ReadScope(
                    new Partition(partition),
                    World.scope().objectTypes(),
                    World.scope().attributes()))
            .toList();
    return new ManagedConnector(name, connector, scopes, ManagedConnector.Exporting.UNLIMITED);
  }

  private void add(String dn) {
    directory.apply(new ObjectDelta.Add(Dn.of(dn), "user", Attributes.EMPTY));
  }

  private RunRecord run(RunProfile profile) throws InterruptedException {
    return runner.run(new RunRequest(managed("a", connector, "DC=x", "DC=y"), profile, "operator"));
  }

  private List<String> results(RunRecord run) {
    return store.runs().steps(run.id()).stream().map(StepRecord::result).toList();
  }

  @Test
  void aRunIsInTheHistoryWithAStepForEachPartition() throws InterruptedException {
    add("CN=Ada,DC=x");
    add("CN=Eve,DC=y");
    RunRecord run = run(RunProfile.FULL_IMPORT);
    assertThat(run.result()).isEqualTo("success");
    assertThat(run.number()).isEqualTo(1);
    assertThat(run.profile()).isEqualTo("Full Import");
    assertThat(run.user()).isEqualTo("operator");
    List<StepRecord> steps = store.runs().steps(run.id());
    assertThat(steps).extracting(StepRecord::partition).containsExactly("DC=x", "DC=y");
    assertThat(steps)
        .allSatisfy(step -> {
          assertThat(step.type()).isEqualTo("full-import");
          assertThat(step.counters()).containsEntry("stage-add", 1L);
          assertThat(step.ended()).isNotNull();
        });
    assertThat(run(RunProfile.DELTA_SYNCHRONIZATION).number()).isEqualTo(2);
  }

  @Test
  void oneUnreachablePartitionDoesNotStopTheOthers() throws InterruptedException {
    add("CN=Ada,DC=x");
    add("CN=Bea,DC=x");
    add("CN=Eve,DC=y");
    connector.breakReadAfter(1);
    RunRecord run = run(RunProfile.FULL_IMPORT);
    assertThat(results(run)).containsExactly("stopped-connectivity", "success");
    assertThat(run.result()).isEqualTo("stopped-connectivity");
  }

  @Test
  void theDeltaImportsOfTheOtherPartitionsGoOnWhenOneIsUnreachable() throws InterruptedException {
    add("CN=Ada,DC=x");
    add("CN=Eve,DC=y");
    run(RunProfile.FULL_IMPORT);
    add("CN=Bea,DC=x");
    add("CN=Cid,DC=x");
    add("CN=Fay,DC=y");
    connector.breakReadAfter(1);
    RunRecord run = run(RunProfile.DELTA_IMPORT);
    assertThat(results(run)).containsExactly("stopped-connectivity", "success");
    assertThat(
            store.space().byDn(store.dictionary().number("a"), List.of(Dn.of("CN=Fay,DC=y").key())))
        .hasSize(1);
    connector.heal();
    assertThat(results(run(RunProfile.DELTA_IMPORT))).containsExactly("success", "success");
    assertThat(
            store.space().byDn(store.dictionary().number("a"), List.of(Dn.of("CN=Cid,DC=x").key())))
        .hasSize(1);
  }

  @Test
  void noStepRunsAfterDiscoveryErrors() throws InterruptedException {
    add("CN=Ada,DC=x");
    add("CN=Eve,DC=y");
    connector.doubleAnAnchor();
    RunRecord run = run(RunProfile.FULL_IMPORT);
    assertThat(results(run)).containsExactly("completed-discovery-errors");
    assertThat(store.runs().errors(store.runs().steps(run.id()).getFirst().id(), 10)).hasSize(1);
  }

  @Test
  void anInterruptedRunEndsAndTheThreadIsInterruptedAgain() throws InterruptedException {
    add("CN=Ada,DC=x");
    connector.delay(Duration.ofSeconds(60));
    Thread thread = Thread.currentThread();
    Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(Duration.ofMillis(100));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          thread.interrupt();
        });
    RunRecord run = run(RunProfile.FULL_IMPORT);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(results(run)).containsExactly("stopped-user-termination-from-wmi-or-ui");
    assertThat(run.ended()).isNotNull();
  }

  @Test
  void aFullStoreIsTheResultOfTheStep() throws InterruptedException {
    add("CN=Ada,DC=x");
    store.failWrites(
        changes -> changes.stream().anyMatch(Change.PutSpace.class::isInstance),
        new StoreException(StoreException.Code.FULL, "no space left on /var"));
    RunRecord run = run(RunProfile.FULL_IMPORT);
    assertThat(run.result()).isEqualTo("stopped-database-disk-full");
    assertThat(store.runs().steps(run.id()).getFirst().detail()).contains("/var");
  }

  @Test
  void aRunOfADeadProcessIsClosedAtTheNextStart() throws InterruptedException {
    RunRecord run = run(RunProfile.FULL_IMPORT);
    StepRecord step = store.runs().steps(run.id()).getFirst();
    store.write(
        List.of(
            new Change.PutRun(
                new RunRecord(
                    run.id(), "a", "Full Import", 1, "x", "in-progress", run.started(), null)),
            new Change.PutStep(
                new StepRecord(
                    step.id(),
                    run.id(),
                    1,
                    "full-import",
                    "DC=x",
                    "in-progress",
                    "",
                    step.started(),
                    null,
                    Map.of("stage-add", 3L)))));
    assertThat(new Runner(settings)).isNotNull();
    assertThat(store.runs().run(run.id()).orElseThrow().result())
        .isEqualTo("stopped-service-shutdown");
    StepRecord closed = store.runs().steps(run.id()).getFirst();
    assertThat(closed.result()).isEqualTo("stopped-service-shutdown");
    assertThat(closed.counters()).containsEntry("stage-add", 3L);
  }

  @Test
  void theWorstResultIsTheResult() {
    assertThat(RunResults.worst(List.of())).isEqualTo("success");
    assertThat(
            RunResults.worst(
                List.of("success", "completed-warnings", "completed-sync-errors", "success")))
        .isEqualTo("completed-sync-errors");
    assertThat(
            RunResults.worst(
                List.of("stopped-error-limit", "stopped-server-down", "completed-sync-errors")))
        .isEqualTo("stopped-server-down");
    assertThat(RunResults.worst(List.of("completed-no-objects", "success")))
        .isEqualTo("completed-no-objects");
  }

  @Test
  void aProfileIsFoundByItsTitle() {
    assertThat(RunProfile.byTitle("delta import")).contains(RunProfile.DELTA_IMPORT);
    assertThat(RunProfile.byTitle("Delta")).isEmpty();
  }

  @Test
  void aCycleImportsAllThenSynchronizesAllThenExportsTargetsFirst() throws InterruptedException {
    add("CN=Ada,DC=x");
    Cycle cycle = new Cycle(runner, store);
    ManagedConnector a = managed("a", connector, "DC=x");
    ManagedConnector b = managed("b", new InMemoryConnector(directory), "DC=y");
    CycleRequest request = new CycleRequest(List.of(a, b), false, true, true, "scheduler");
    assertThat(cycle.run(request).stream().map(run -> run.connector() + " " + run.profile()))
        .containsExactly(
            "a Full Import",
            "b Full Import",
            "a Delta Synchronization",
            "b Delta Synchronization",
            "b Export",
            "a Export",
            "b Delta Import",
            "a Delta Import");
    directory.forgetChanges();
    add("CN=Eve,DC=x");
    assertThat(cycle.run(request).stream().map(run -> run.connector() + " " + run.profile()))
        .startsWith("a Delta Import", "a Full Import", "b Delta Import", "b Full Import");
  }

  @Test
  void aStandbyDoesNotExport() throws InterruptedException {
    add("CN=Ada,DC=x");
    CycleRequest request =
        new CycleRequest(List.of(managed("a", connector, "DC=x")), true, false, false, "scheduler");
    assertThat(new Cycle(runner, store).run(request).stream().map(RunRecord::profile))
        .containsExactly("Full Import", "Full Synchronization");
  }

  @Test
  void nothingIsExportedToADirectoryThatCannotBeRead() throws InterruptedException {
    connector.breakReadAfter(0);
    ManagedConnector a = managed("a", connector, "DC=x");
    ManagedConnector b = managed("b", new InMemoryConnector(directory), "DC=y");
    assertThat(
            new Cycle(runner, store)
                .run(new CycleRequest(List.of(a, b), true, true, false, "scheduler")).stream()
                    .filter(run -> run.profile().equals("Export"))
                    .map(RunRecord::connector))
        .containsExactly("b");
  }
}
