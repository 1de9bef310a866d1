// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.ConnectorDefinition;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.step.Limits;
import dev.understudy.engine.step.Progress;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.StepError;
import dev.understudy.engine.testing.MemoryStore;
import dev.understudy.engine.work.Workspace;
import dev.understudy.value.Anchor;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// A metaverse with the connectors AD and HR, whose names form trees, and CLOUD, whose names are
/// flat. Each step is followed by a check of all [Invariants].
final class Lab {
  static final List<String> CONNECTORS = List.of("AD", "HR", "CLOUD");
  private static final Limits LIMITS = new Limits(100, 5_000, 2_000, 20_000);

  final MemoryStore store = new MemoryStore();
  private final Map<String, LabDirectory> directories = new TreeMap<>();
  private Limits limits = LIMITS;
  private Program program;
  private String rules;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean rulesChanged;
  private boolean checking = true;
  private StepReport report = new StepReport(0, 0, Progress.NONE);
  private long steps;

  Lab(String rules) {
    for (String connector : CONNECTORS) {
      directories.put(connector, new LabDirectory(connector.equals("CLOUD")));
    }
    this.rules = rules;
    this.program = compile(rules);
  }

  /// A lab with the same state, which can be changed for itself; its directories are empty.
  private Lab(Lab original) {
    long names = original.number("the last name");
    for (int number = 1; number <= names; number++) {
      store.dictionary().number(original.store.dictionary().name(number));
    }
    long ids = original.store.newId();
    for (long id = 0; id < ids; id++) {
      store.newId();
    }
    original.store.written().forEach(store::write);
    for (String connector : CONNECTORS) {
      directories.put(connector, new LabDirectory(connector.equals("CLOUD")));
    }
    rules = original.rules;
    program = compile(rules);
    limits = original.limits;
    now = original.now.plusSeconds(1_000);
    steps = original.steps + 1_000;
    checking = false;
  }

  private Program compile(String text) {
    List<ConnectorDefinition> definitions = new ArrayList<>();
    for (String connector : CONNECTORS) {
      definitions.add(
          new ConnectorDefinition(
              connector,
              Set.of("{" + connector + "}"),
              LabSchema.SCHEMA,
              Map.of("", Map.of("Suffix", connector.toLowerCase(java.util.Locale.ROOT) + ".test")),
              connector.equals("CLOUD")));
    }
    return Program.compile(RuleText.parse(text), LabSchema.SCHEMA, definitions, store.dictionary());
  }

  /// Puts other rules in place; until every connector was fully synchronized, the state may be that
  /// of the old ones.
  void rules(String text) {
    rules = text;
    program = compile(text);
    rulesChanged = true;
  }

  /// Sets how many objects make a batch, and how many references are looked at inline and at once.
  Lab limits(int batch, int inline, int piece) {
    limits = new Limits(batch, limits.errorsMax(), inline, piece);
    return this;
  }

  Lab errorsMax(int errors) {
    limits =
        new Limits(
            limits.batchObjects(), errors, limits.inlineReferences(), limits.referencesPerPiece());
    return this;
  }

  /// No invariants are checked after steps; the caller does so.
  Lab unchecked() {
    checking = false;
    return this;
  }

  Lab checked() {
    checking = true;
    return this;
  }

  LabDirectory at(String connector) {
    return java.util.Objects.requireNonNull(directories.get(connector));
  }

  Program program() {
    return program;
  }

  int number(String name) {
    return store.dictionary().number(name);
  }

  StepContext context() {
    report = new StepReport(++steps, limits.errorsMax(), Progress.NONE);
    now = now.plusSeconds(1);
    return new StepContext(
        store, program, new StepContext.Environment(() -> now, new Random(steps)), limits, report);
  }

  // --- steps ---

  /// Stages what changed in a directory.
  void stage(String connector) {
    new LabImport(store, new Workspace(store, program), number(connector), at(connector)).run();
  }

  /// Sends what is pending; nothing of it is confirmed until it is staged.
  void export(String connector) {
    new LabExport(store, new Workspace(store, program), at(connector)).run(number(connector));
  }

  /// Stages and synchronizes what changed.
  StepEnd delta(String connector) {
    stage(connector);
    return sync(connector, false);
  }

  /// Stages what changed and synchronizes everything.
  StepEnd full(String connector) {
    stage(connector);
    return sync(connector, true);
  }

  /// Fully synchronizes every connector.
  void fullAll() {
    for (String connector : CONNECTORS) {
      stage(connector);
    }
    boolean checks = checking;
    checking = false;
    CONNECTORS.forEach(connector -> sync(connector, true));
    checking = checks;
    rulesChanged = false;
    check();
  }

  /// Sends what is pending and reads it back.
  void exportAndConfirm(String connector) {
    export(connector);
    delta(connector);
  }

  StepEnd sync(String connector, boolean full) {
    StepEnd end;
    try {
      end = new SyncStep(context()).run(number(connector), full);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    check();
    return end;
  }

  private void check() {
    if (checking) {
      Invariants.check(this);
      if (!rulesChanged && Invariants.isSettled(this)) {
        checkIdempotence();
      }
    }
  }

  /// Synchronizing everything once more changes nothing.
  void checkIdempotence() {
    Lab copy = new Lab(this);
    for (String connector : CONNECTORS) {
      String before = LabView.dump(copy);
      copy.sync(connector, true);
      assertThat(LabView.dump(copy))
          .as("after one more full synchronization of %s", connector)
          .isEqualTo(before);
    }
  }

  // --- looking ---

  /// The object of a directory's entry; for what is only planned, by its DN.
  Optional<SpaceObject> space(String connector, String name) {
    List<SpaceObject> found = store.space().byAnchor(number(connector), List.of(Anchor.of(name)));
    if (found.isEmpty()) {
      found =
          store
              .space()
              .byDn(number(connector), List.of(LabSchema.dn(name, at(connector).isFlat()).key()));
    }
    return found.stream().findFirst();
  }

  boolean isLinked(String connector, String name) {
    return space(connector, name).orElseThrow().lineage().isLinked();
  }

  /// Whether both objects belong to one metaverse object.
  boolean areJoined(String connector, String name, String other, String otherName) {
    long metaverse = space(connector, name).orElseThrow().lineage().metaverse();
    return metaverse != 0
        && metaverse == space(other, otherName).orElseThrow().lineage().metaverse();
  }

  Optional<MetaverseObject> metaverse(String connector, String name) {
    return space(connector, name)
        .filter(object -> object.lineage().isLinked())
        .map(object -> store.metaverse().objects(List.of(object.lineage().metaverse())).getFirst());
  }

  /// The values of an attribute of the metaverse object that an entry belongs to.
  String mv(String connector, String name, String attribute) {
    MetaverseObject object = metaverse(connector, name).orElseThrow();
    List<Value> values = object.values().get(number(attribute));
    return LabSchema.isReference(attribute)
        ? LabView.references(this, object.id(), number(attribute))
        : LabSchema.text(values);
  }

  /// The precedence of the rule that an attribute comes from; 0 for none.
  long origin(String connector, String name, String attribute) {
    var origin = metaverse(connector, name).orElseThrow().origins().get(number(attribute));
    return origin == null
        ? 0
        : java.util.Objects.requireNonNull(program.rule(origin.rule()))
            .text()
            .settings()
            .precedence();
  }

  long metaverseCount() {
    return store.metaverse().count();
  }

  /// What would be exported, one line for each object, in order of names.
  List<String> pending(String connector) {
    return LabView.pending(this, connector);
  }

  /// What rules want of an object.
  String wanted(String connector, String name) {
    return LabView.wanted(this, space(connector, name).orElseThrow());
  }

  /// The counters of the last synchronization.
  Map<String, Long> counters() {
    return report.counters().all();
  }

  /// The errors of the last synchronization, `object: name`.
  List<String> errors() {
    return store.runs().errors(steps, Integer.MAX_VALUE).stream()
        .map(error -> error.dn() + ": " + error.name())
        .toList();
  }

  List<StepError> stepErrors() {
    return store.runs().errors(steps, Integer.MAX_VALUE);
  }

  /// Lets the write after `count` more fail, as if the process ended there.
  void crashAfter(int count) {
    int[] left = {count};
    store.failWrites(
        (List<Change> changes) -> left[0]-- <= 0,
        new dev.understudy.engine.store.StoreException(
            dev.understudy.engine.store.StoreException.Code.FAILED, "crash"));
  }
}
