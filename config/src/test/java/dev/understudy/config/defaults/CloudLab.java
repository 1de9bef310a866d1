// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadScope;
import dev.understudy.engine.program.ConnectorDefinition;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.RuleUses;
import dev.understudy.engine.run.Cycle;
import dev.understudy.engine.run.CycleRequest;
import dev.understudy.engine.run.ManagedConnector;
import dev.understudy.engine.run.RunProfile;
import dev.understudy.engine.run.RunRequest;
import dev.understudy.engine.run.RunSettings;
import dev.understudy.engine.run.Runner;
import dev.understudy.engine.step.Limits;
import dev.understudy.engine.step.Progress;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.Store;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import dev.understudy.store.SqlStores;
import dev.understudy.testkit.InMemoryConnector;
import dev.understudy.testkit.InMemoryDirectory;
import dev.understudy.testkit.ManualClock;
import dev.understudy.testkit.StoredObject;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Forests and a tenant in memory, with the shipped rules between them, run as the product runs.
/// The forest `corp` has everything under `DC=corp`.
final class CloudLab implements AutoCloseable {
  static final String TENANT = "tenant";

  private final Store store = SqlStores.open(":memory:");
  private final Map<String, InMemoryDirectory> directories = new LinkedHashMap<>();
  private final Map<String, ReadScope> scopes = new LinkedHashMap<>();
  private final Runner runner;
  private List<RunRecord> last = List.of();

  CloudLab(RuleSet rules, List<String> forests) {
    this(rules, DefaultMetaverse.schema(), LabSchemas.of(rules, forests));
  }

  /// @param schemas of the forests and the tenant, by name
  CloudLab(RuleSet rules, Schema metaverse, Map<String, Schema> schemas) {
    List<ConnectorDefinition> definitions = new ArrayList<>();
    schemas.forEach((name, schema) -> {
      boolean tenant = name.equals(TENANT);
      Dn base = Dn.of("DC=" + name);
      List<Dn> bases = tenant ? List.of() : List.of(base);
      directories.put(name, new InMemoryDirectory(schema, bases, true));
      Partition partition = tenant ? Partition.DEFAULT : new Partition(base.text());
      scopes.put(name, scope(rules, name, partition));
      definitions.add(
          new ConnectorDefinition(
              name, Set.of(), schema, Map.of("", tenant ? Map.of() : parameters(name)), tenant));
    });
    runner =
        new Runner(
            new RunSettings(
                store,
                Program.compile(rules, metaverse, definitions, store.dictionary()),
                new StepContext.Environment(
                    new ManualClock(Instant.parse("2026-01-01T00:00:00Z")), new Random(1)),
                Limits.DEFAULT,
                Progress.NONE));
  }

  /// The shipped rules as they are, for one forest called corp.
  static CloudLab corp() {
    return new CloudLab(DefaultRules.load("corp", TENANT), List.of("corp"));
  }

  /// The shipped rules for several forests whose accounts are matched in some way.
  static CloudLab matching(String way, String... forests) {
    PersonMatch match = PersonMatch.byName(way).orElseThrow();
    RuleSet rules =
        DefaultRules.AD_TO_CLOUD
            .load(Map.of("ad", List.of(forests), "cloud", List.of(TENANT)), match)
            .ruleSet();
    return new CloudLab(rules, List.of(forests));
  }

  private static ReadScope scope(RuleSet rules, String connector, Partition partition) {
    RuleUses uses = RuleUses.of(rules, connector);
    return new ReadScope(partition, uses.objectTypes(), uses.attributes());
  }

  private static Map<String, String> parameters(String forest) {
    return Map.of(
        "Domain.FQDN",
        forest + ".test",
        "Domain.Netbios",
        forest.toUpperCase(Locale.ROOT),
        "Forest.FQDN",
        forest + ".test",
        "Forest.Netbios",
        forest.toUpperCase(Locale.ROOT));
  }

  // --- directories ---

  private InMemoryDirectory at(String connector) {
    return java.util.Objects.requireNonNull(directories.get(connector));
  }

  /// Reads only what is below a container of a forest.
  void readOnly(String forest, String container) {
    scopes.computeIfPresent(
        forest,
        (_, all) -> new ReadScope(new Partition(container), all.objectTypes(), all.attributes()));
  }

  /// Puts an object of a forest below its top or a container, with what Active Directory gives to
  /// every object of its type.
  void put(String forest, String type, String name, String... attributes) {
    Dn dn = Dn.of("CN=" + name + ",DC=" + forest);
    Map<String, List<Value>> values = new TreeMap<>();
    for (String given : born(forest, type, dn)) {
      set(forest, values, given);
    }
    for (String attribute : attributes) {
      set(forest, values, attribute);
    }
    write(forest, new ObjectDelta.Add(dn, type, new Attributes(values)));
  }

  private static List<String> born(String forest, String type, Dn dn) {
    String cn = dn.rdn().substring(dn.rdn().indexOf('=') + 1);
    String account = "sAMAccountName=" + cn.toLowerCase(Locale.ROOT);
    String guid = "objectGUID=guid:" + forest + "/" + cn;
    return switch (type) {
      case "user", "inetOrgPerson" -> List.of("cn=" + cn, guid, account, "userAccountControl=512");
      case "group" -> List.of("cn=" + cn, guid, account, "groupType=-2147483646");
      case "computer" -> List.of("cn=" + cn, guid, "userAccountControl=4096");
      case "foreignSecurityPrincipal" -> List.of("cn=" + cn);
      case "container" -> List.of();
      default -> List.of("cn=" + cn, guid);
    };
  }

  /// An object of the tenant that somebody else made.
  void putInTenant(String type, String name, String... attributes) {
    Map<String, List<Value>> values = new TreeMap<>();
    for (String attribute : attributes) {
      set(TENANT, values, attribute);
    }
    write(TENANT, new ObjectDelta.Add(Dn.flat(name), type, new Attributes(values)));
  }

  /// Changes attributes of an object of the tenant, as somebody there would.
  void setInTenant(String object, String... attributes) {
    StoredObject found =
        at(TENANT).objects().stream()
            .filter(candidate -> label(candidate).equals(object))
            .findFirst()
            .orElseThrow();
    change(TENANT, found, attributes);
  }

  private void set(String connector, Map<String, List<Value>> values, String attribute) {
    int equals = attribute.indexOf('=');
    String name = attribute.substring(0, equals);
    String text = attribute.substring(equals + 1);
    if (text.isEmpty()) {
      values.remove(name);
    } else {
      values.put(name, LabValues.of(at(connector).schema(), name, text));
    }
  }

  /// Changes attributes; `title=` removes one.
  void set(String forest, String name, String... attributes) {
    change(forest, find(forest, name), attributes);
  }

  private void change(String connector, StoredObject object, String... attributes) {
    List<AttributeChange> changes = new ArrayList<>();
    for (String attribute : attributes) {
      Map<String, List<Value>> value = new TreeMap<>();
      set(connector, value, attribute);
      String changed = attribute.substring(0, attribute.indexOf('='));
      changes.add(new AttributeChange.Replace(changed, value.getOrDefault(changed, List.of())));
    }
    write(
        connector,
        new ObjectDelta.Modify(object.anchor(), object.dn(), null, object.objectType(), changes));
  }

  void rename(String forest, String name, String newName) {
    StoredObject object = find(forest, name);
    write(
        forest,
        new ObjectDelta.Modify(
            object.anchor(),
            object.dn(),
            Dn.of("CN=" + newName + ",DC=" + forest),
            object.objectType(),
            List.of()));
  }

  void remove(String forest, String name) {
    StoredObject object = find(forest, name);
    write(forest, new ObjectDelta.Delete(object.anchor(), object.dn(), object.objectType()));
  }

  private StoredObject find(String forest, String name) {
    return at(forest).find(Dn.of("CN=" + name + ",DC=" + forest)).orElseThrow();
  }

  private void write(String connector, ObjectDelta delta) {
    ExportOutcome outcome = at(connector).apply(delta);
    if (!(outcome instanceof ExportOutcome.Accepted)) {
      throw new IllegalArgumentException(outcome.toString());
    }
  }

  // --- runs ---

  /// One cycle: import, synchronization, export; then the tenant does its part.
  void cycle() throws InterruptedException {
    cycle(0);
  }

  /// As [#cycle()], with at most so many deletions.
  void cycle(long deletionsMax) throws InterruptedException {
    List<ManagedConnector> connectors =
        directories.keySet().stream().map(name -> managed(name, deletionsMax)).toList();
    last = new Cycle(runner, store).run(new CycleRequest(connectors, false, true, false, "test"));
    stamp();
  }

  /// Cycles until everything is where it belongs and the tenant's answers were read.
  void settle() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      cycle();
    }
  }

  /// Reads a forest whole, and believes it when nothing is there.
  void believeFullImport(String forest) throws InterruptedException {
    last =
        List.of(
            runner.run(new RunRequest(managed(forest, 0), RunProfile.FULL_IMPORT, "test", true)));
  }

  void fullImport(String forest) throws InterruptedException {
    last = List.of(runner.run(new RunRequest(managed(forest, 0), RunProfile.FULL_IMPORT, "test")));
  }

  private ManagedConnector managed(String name, long deletionsMax) {
    return new ManagedConnector(
        name,
        new InMemoryConnector(at(name)),
        List.of(java.util.Objects.requireNonNull(scopes.get(name))),
        new ManagedConnector.Exporting(true, deletionsMax));
  }

  /// The tenant gives every object an anchor of its own, as `User_…`.
  private void stamp() {
    for (StoredObject object : at(TENANT).objects()) {
      if (object.attributes().get("cloudAnchor").isEmpty()) {
        String type = object.objectType();
        String anchor =
            type.substring(0, 1).toUpperCase(Locale.ROOT)
                + type.substring(1)
                + "_"
                + object.anchor();
        write(
            TENANT,
            new ObjectDelta.Modify(
                object.anchor(),
                object.dn(),
                null,
                type,
                List.of(new AttributeChange.Replace("cloudAnchor", List.of(Value.of(anchor))))));
      }
    }
  }

  /// How the runs since the last [#cycle] ended, `connector profile: result`, the successful ones
  /// left out.
  List<String> failures() {
    return last.stream()
        .filter(run -> !run.result().equals("success"))
        .map(run -> run.connector() + " " + run.profile() + ": " + run.result())
        .toList();
  }

  /// The errors of objects in the last runs, `object: what is wrong`.
  List<String> errors() {
    return last.stream()
        .flatMap(run -> store.runs().steps(run.id()).stream())
        .flatMap(step -> store.runs().errors(step.id(), 100).stream())
        .map(error -> error.dn() + ": " + error.detail())
        .toList();
  }

  /// What the last exports did, `connector counter=number`.
  List<String> exports() {
    return last.stream()
        .filter(run -> run.profile().equals("Export"))
        .flatMap(run ->
            store.runs().steps(run.id()).stream()
                .flatMap(step -> step.counters().entrySet().stream())
                .map(counter -> run.connector() + " " + counter))
        .toList();
  }

  // --- the tenant ---

  /// Everything in the tenant, `type name`, in order.
  List<String> tenant() {
    return at(TENANT).objects().stream().map(this::label).sorted().toList();
  }

  /// The values of an attribute of the object of that type and display name.
  String tenant(String object, String attribute) {
    return at(TENANT).objects().stream()
        .filter(found -> label(found).equals(object))
        .map(found -> text(found, attribute))
        .findFirst()
        .orElse("no " + object);
  }

  private String label(StoredObject object) {
    return object.objectType() + " " + text(object, "displayName");
  }

  private String text(StoredObject object, String attribute) {
    return String.join(
        "|", object.attributes().get(attribute).stream().map(this::text).sorted().toList());
  }

  private String text(Value value) {
    return value instanceof Value.Reference(Dn dn)
        ? at(TENANT).find(dn).map(target -> text(target, "displayName")).orElse("?")
        : value.toString();
  }

  @Override
  public void close() {
    store.close();
  }
}
