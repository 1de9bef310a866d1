// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.testing;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ReadScope;
import dev.understudy.engine.program.ConnectorDefinition;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.run.imports.ImportRequest;
import dev.understudy.engine.run.imports.ImportStep;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.Limits;
import dev.understudy.engine.step.Progress;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.StepError;
import dev.understudy.engine.work.Workspace;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import dev.understudy.testkit.InMemoryConnector;
import dev.understudy.testkit.InMemoryDirectory;
import dev.understudy.testkit.ManualClock;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// One store, one directory, and the steps between them. What synchronization does is done by hand:
/// [#synchronize] and [#want].
public final class World {
  public static final String CONNECTOR = "corp";
  private static final Set<String> ATTRIBUTES = Set.of("cn", "title", "mail", "manager", "member");

  public static final Schema SCHEMA =
      Schema.of(
          List.of(
              new ObjectTypeDefinition("user", ATTRIBUTES, Set.of()),
              new ObjectTypeDefinition("contact", ATTRIBUTES, Set.of()),
              new ObjectTypeDefinition("group", ATTRIBUTES, Set.of()),
              new ObjectTypeDefinition("organizationalUnit", ATTRIBUTES, Set.of())),
          List.of(
              AttributeDefinition.single("cn", AttributeType.STRING),
              AttributeDefinition.single("title", AttributeType.STRING),
              AttributeDefinition.multi("mail", AttributeType.STRING),
              AttributeDefinition.single("manager", AttributeType.REFERENCE),
              AttributeDefinition.multi("member", AttributeType.REFERENCE)));

  public final MemoryStore store = new MemoryStore();
  public final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  public final InMemoryDirectory directory =
      new InMemoryDirectory(SCHEMA, List.of(Dn.of("DC=x")), true);
  public final InMemoryConnector connector = new InMemoryConnector(directory);
  public final List<String> phases = new ArrayList<>();
  public final int number = store.dictionary().number(CONNECTOR);
  public Limits limits = Limits.DEFAULT;
  public StepReport report = new StepReport(store.newId(), limits.errorsMax(), Progress.NONE);
  private final Program program =
      Program.compile(
          new RuleSet(List.of()),
          Schema.of(List.of(), List.of()),
          List.of(new ConnectorDefinition(CONNECTOR, Set.of(), SCHEMA, Map.of(), false)),
          store.dictionary());
  private final Workspace workspace = new Workspace(store, program);
  private long stepId;
  private long metaverseId = 1_000_000;

  /// A context for one step, with a new report.
  public StepContext context() {
    stepId = store.newId();
    report =
        new StepReport(
            stepId, limits.errorsMax(), (phase, done, total) -> phases.add(phase + " " + done));
    return new StepContext(
        store, program, new StepContext.Environment(clock, new Random(42)), limits, report);
  }

  public static ReadScope scope() {
    return new ReadScope(
        new Partition("DC=x"),
        Set.of("user", "contact", "group", "organizationalUnit"),
        ATTRIBUTES);
  }

  public StepEnd fullImport() throws InterruptedException {
    return imported(connector, ImportRequest.Mode.FULL);
  }

  public StepEnd deltaImport() throws InterruptedException {
    return imported(connector, ImportRequest.Mode.DELTA);
  }

  public StepEnd imported(Connector from, ImportRequest.Mode mode) throws InterruptedException {
    return new ImportStep(context()).run(new ImportRequest(CONNECTOR, from, scope(), mode));
  }

  public Optional<SpaceObject> find(String dn) {
    return store.space().byDn(number, List.of(Dn.of(dn).key())).stream().findFirst();
  }

  public SpaceObject object(String dn) {
    return find(dn)
        .orElseThrow(() -> new AssertionError("nothing is called " + dn + " in " + names()));
  }

  public List<String> names() {
    return store.space().page(number, 0, 0, Integer.MAX_VALUE).stream()
        .map(object -> object.identity().dn().text())
        .toList();
  }

  public int attribute(String name) {
    return store.dictionary().number(name);
  }

  public List<Value> values(String dn, String attribute) {
    Image imported = object(dn).images().imported();
    return imported == null ? List.of() : imported.get(attribute(attribute));
  }

  /// The row of one reference; flags 0 when there is none.
  public SpaceLink link(String owner, String attribute, String target) {
    long from = object(owner).id();
    long to = object(target).id();
    return store
        .space()
        .link(from, attribute(attribute), to)
        .orElse(new SpaceLink(from, attribute(attribute), to, 0));
  }

  public List<StepError> errors() {
    return store.runs().errors(stepId, Integer.MAX_VALUE);
  }

  public long count(String counter) {
    return report.counters().get(counter);
  }

  /// All objects are seen by synchronization and linked; nothing else is done.
  public void synchronize() {
    for (SpaceObject object : store.space().page(number, 0, 0, Integer.MAX_VALUE)) {
      for (SpaceLink link : store.space().links(object.id(), 0, null, Integer.MAX_VALUE)) {
        workspace.put(link.withFlags(link.flags() & ~SpaceLink.UNSYNCED));
      }
      if (object.isPlaceholder()) {
        continue;
      }
      workspace.put(
          object
              .with(object.lineage().isLinked() ? object.lineage() : linked())
              .with(object.images().withSynced(null))
              .with(object.state().without(SpaceState.PENDING_IMPORT | SpaceState.RETRY)));
    }
    write();
  }

  private Lineage linked() {
    return Lineage.NONE.withLink(++metaverseId, 1);
  }

  /// Outbound rules want these attributes of an object; it is made when it is not there.
  public void want(String dn, String type, Map<String, List<Value>> attributes) {
    want(dn, type, attributes, "member", "manager");
  }

  public void want(
      String dn, String type, Map<String, List<Value>> attributes, String... exactReferences) {
    Image.Builder exact = new Image.Builder(attributes.size());
    attributes.forEach((name, values) -> exact.put(attribute(name), values));
    int[] references =
        Arrays.stream(exactReferences)
            .mapToInt(this::attribute)
            .sorted()
            .flatMap(attribute -> IntStream.of(attribute, attribute))
            .toArray();
    intend(
        dn,
        type,
        new Intent.Exists(Dn.of(dn), exact.build(), Image.EMPTY, Image.EMPTY, references));
  }

  public void intend(String dn, String type, Intent intent) {
    SpaceObject object = find(dn).orElseGet(() -> blank(dn, type));
    Lineage lineage = object.lineage();
    boolean provisioned = intent instanceof Intent.Exists;
    workspace.put(
        object
            .with(object.images().withIntent(intent))
            .with(lineage.withOutbound(lineage.outbound(), provisioned)));
    write();
  }

  private SpaceObject blank(String dn, String type) {
    Dn name = Dn.of(dn);
    long parent =
        name.parent().flatMap(above -> find(above.text())).map(SpaceObject::id).orElse(0L);
    SpaceIdentity identity =
        new SpaceIdentity(
            name, null, store.dictionary().number(type), store.dictionary().number("DC=x"), parent);
    return new SpaceObject(
        store.newId(), number, identity, SpaceImages.NONE, linked(), SpaceState.CLEAN);
  }

  /// Outbound rules want a reference, or want it no longer.
  public void wantLink(String owner, String attribute, String target, boolean wanted) {
    SpaceLink link = link(owner, attribute, target);
    int flags = wanted ? link.flags() | SpaceLink.DESIRED : link.flags() & ~SpaceLink.DESIRED;
    boolean pending = SpaceLink.present(flags) != wanted;
    flags = pending ? flags | SpaceLink.PENDING : flags & ~SpaceLink.PENDING;
    workspace.put(link.withFlags(flags));
    SpaceObject object = object(owner);
    if (pending) {
      workspace.put(object.with(object.state().with(SpaceState.PENDING_LINKS)));
    }
    write();
  }

  private void write() {
    List<Change> changes = workspace.drain();
    store.write(changes);
    workspace.forgetPrevious();
  }
}
