// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.config.defaults.DefaultMetaverse;
import dev.understudy.config.defaults.DefaultRules;
import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.Connector;
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
import dev.understudy.engine.run.RunSettings;
import dev.understudy.engine.run.Runner;
import dev.understudy.engine.step.Limits;
import dev.understudy.engine.step.Progress;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.Store;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A forest in memory, the shipped rules, and a SCIM service, run as the product runs.
final class ForestToService implements AutoCloseable {
  private static final Dn BASE = Dn.of("DC=corp");
  private static final Map<String, AttributeType> TYPES =
      Map.of(
          "userAccountControl", AttributeType.NUMBER,
          "groupType", AttributeType.NUMBER,
          "pwdLastSet", AttributeType.NUMBER,
          "msExchRecipientTypeDetails", AttributeType.NUMBER,
          "objectGUID", AttributeType.BINARY,
          "mS-DS-ConsistencyGuid", AttributeType.BINARY,
          "objectSid", AttributeType.BINARY,
          "isCriticalSystemObject", AttributeType.BOOLEAN,
          "manager", AttributeType.REFERENCE,
          "member", AttributeType.REFERENCE);
  private static final Set<String> LISTS =
      Set.of("member", "description", "postOfficeBox", "url", "proxyAddresses");

  /// A service that cannot say what was deleted is read whole, in the same cycle.
  private static final Set<String> GOOD_RESULTS =
      Set.of("success", "completed-no-objects", "no-start-full-import-required");

  private final Store store = SqlStores.open(":memory:");
  private final InMemoryDirectory forest;
  private final Runner runner;
  private final List<ManagedConnector> connectors;

  ForestToService(ScimConnector service) {
    RuleSet rules =
        DefaultRules.AD_TO_SCIM
            .load(Map.of("ad", List.of("corp"), "scim", List.of("app")))
            .ruleSet();
    Schema schema = forestSchema(RuleUses.of(rules, "corp"));
    forest = new InMemoryDirectory(schema, List.of(BASE), true);
    Map<String, String> parameters =
        Map.of(
            "Domain.FQDN", "corp.test",
            "Domain.Netbios", "CORP",
            "Forest.FQDN", "corp.test",
            "Forest.Netbios", "CORP");
    List<ConnectorDefinition> definitions =
        List.of(
            new ConnectorDefinition("corp", Set.of(), schema, Map.of("", parameters), false),
            new ConnectorDefinition("app", Set.of(), service.schema(), Map.of(), true));
    runner =
        new Runner(
            new RunSettings(
                store,
                Program.compile(rules, DefaultMetaverse.schema(), definitions, store.dictionary()),
                new StepContext.Environment(
                    new ManualClock(Instant.parse("2026-01-01T00:00:00Z")), new Random(1)),
                Limits.DEFAULT,
                Progress.NONE));
    connectors =
        List.of(
            managed("corp", new InMemoryConnector(forest), rules, new Partition(BASE.text())),
            managed("app", service, rules, Partition.DEFAULT));
  }

  private static ManagedConnector managed(
      String name, Connector connector, RuleSet rules, Partition partition) {
    RuleUses uses = RuleUses.of(rules, name);
    return new ManagedConnector(
        name,
        connector,
        List.of(new ReadScope(partition, uses.objectTypes(), uses.attributes())),
        new ManagedConnector.Exporting(true, 0));
  }

  private static Schema forestSchema(RuleUses uses) {
    List<AttributeDefinition> attributes = new ArrayList<>();
    for (String name : uses.attributes()) {
      attributes.add(
          new AttributeDefinition(
              name, TYPES.getOrDefault(name, AttributeType.STRING), LISTS.contains(name), true));
    }
    List<ObjectTypeDefinition> types = new ArrayList<>();
    for (String type : uses.objectTypes()) {
      types.add(new ObjectTypeDefinition(type, uses.attributes(), Set.of()));
    }
    return Schema.of(types, attributes);
  }

  /// What the service calls the object of that name.
  static String externalId(String name) {
    return Base64.getEncoder().encodeToString(guid(name));
  }

  private static byte[] guid(String name) {
    byte[] guid = new byte[16];
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, guid, 0, Math.min(bytes.length, guid.length));
    return guid;
  }

  static Dn dn(String name) {
    return Dn.of("CN=" + name + ",DC=corp");
  }

  void addUser(String name, Attributes.Builder attributes) {
    Map<String, List<Value>> values = new HashMap<>(attributes.build().map());
    values.putIfAbsent("cn", List.of(Value.of(name)));
    values.putIfAbsent("sAMAccountName", List.of(Value.of(name)));
    values.putIfAbsent("userAccountControl", List.of(Value.of(512)));
    values.putIfAbsent("objectGUID", List.of(Value.of(guid(name))));
    write(new ObjectDelta.Add(dn(name), "user", new Attributes(values)));
  }

  void addGroup(String name, String... members) {
    Attributes.Builder attributes =
        Attributes.builder()
            .add("cn", name)
            .add("sAMAccountName", name)
            .add("groupType", Value.of(-2_147_483_646L))
            .add("objectGUID", Value.of(guid(name)));
    for (String member : members) {
      attributes.add("member", Value.of(dn(member)));
    }
    write(new ObjectDelta.Add(dn(name), "group", attributes.build()));
  }

  void change(String name, AttributeChange... changes) {
    StoredObject object = forest.find(dn(name)).orElseThrow();
    write(
        new ObjectDelta.Modify(
            object.anchor(), object.dn(), null, object.objectType(), List.of(changes)));
  }

  void delete(String name) {
    StoredObject object = forest.find(dn(name)).orElseThrow();
    write(new ObjectDelta.Delete(object.anchor(), object.dn(), object.objectType()));
  }

  private void write(ObjectDelta delta) {
    ExportOutcome outcome = forest.apply(delta);
    if (!(outcome instanceof ExportOutcome.Accepted)) {
      throw new IllegalArgumentException(outcome.toString());
    }
  }

  /// One cycle: what did not end well, as `connector profile: result`, and the errors of objects.
  List<String> cycle() throws InterruptedException {
    List<String> complaints = new ArrayList<>();
    CycleRequest request = new CycleRequest(connectors, false, true, false, "test");
    for (RunRecord run : new Cycle(runner, store).run(request)) {
      if (!GOOD_RESULTS.contains(run.result())) {
        complaints.add("%s %s: %s".formatted(run.connector(), run.profile(), run.result()));
      }
      store.runs().steps(run.id()).stream()
          .flatMap(step -> store.runs().errors(step.id(), 100).stream())
          .forEach(error -> complaints.add(error.dn() + ": " + error.detail()));
    }
    return complaints;
  }

  @Override
  public void close() {
    store.close();
  }
}
