// SPDX-License-Identifier: Apache-2.0
package dev.understudy.bench;

import dev.understudy.config.entraconnect.ExportedConfiguration;
import dev.understudy.config.entraconnect.ExportedConnector;
import dev.understudy.engine.expr.Result;
import dev.understudy.engine.program.CompiledFlow;
import dev.understudy.engine.program.CompiledRule;
import dev.understudy.engine.program.ConnectorDefinition;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.program.TargetPlan;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.store.Store;
import dev.understudy.store.SqlStores;
import dev.understudy.testkit.company.Company;
import dev.understudy.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rule evaluation alone: the 62 rules of a real Entra Connect server on a full user of Active
/// Directory, inbound and outbound, from one picture to the next, without a store.
final class RulesScenario {
  private static final int BATCH = 20_000;

  private final Program program;
  private final int ad;
  private final int cloud;

  private RulesScenario(Program program, int ad, int cloud) {
    this.program = program;
    this.ad = ad;
    this.cloud = cloud;
  }

  static Figure run(boolean quick) {
    Optional<Path> folder = exported();
    if (folder.isEmpty()) {
      return new Figure("rules", 0, 0, "us", "skipped: ../shared/data/entra-connect-config");
    }
    try (Store store = SqlStores.open("sqlite::memory:")) {
      ExportedConfiguration exported = ExportedConfiguration.load(folder.get());
      List<ConnectorDefinition> connectors = new ArrayList<>();
      for (ExportedConnector connector : exported.connectors()) {
        connectors.add(
            new ConnectorDefinition(
                connector.name(),
                Set.of(connector.ruleName(), connector.id().toString()),
                connector.schema(),
                Map.of("", parameters(connector)),
                false));
      }
      Program program =
          Program.compile(
              exported.rules().ruleSet(), exported.metaverse(), connectors, store.dictionary());
      String adName = name(exported, false);
      String cloudName = name(exported, true);
      RulesScenario scenario =
          new RulesScenario(
              program, store.dictionary().number(adName), store.dictionary().number(cloudName));
      return scenario.measure(quick, program.rules().size());
    }
  }

  private static String name(ExportedConfiguration exported, boolean cloud) {
    return exported.connectors().stream()
        .filter(connector -> (connector.kind() == ExportedConnector.Kind.ENTRA_ID) == cloud)
        .findFirst()
        .orElseThrow()
        .name();
  }

  /// One partition is enough for one user.
  private static Map<String, String> parameters(ExportedConnector connector) {
    Map<String, String> parameters = new HashMap<>(connector.parameters());
    connector.partitions().forEach(partition -> parameters.putAll(partition.parameters()));
    return parameters;
  }

  /// The real configuration, where it lies beside the repository.
  private static Optional<Path> exported() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path found = folder.resolve("shared/data/entra-connect-config");
      if (Files.isDirectory(found)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private Figure measure(boolean quick, int rules) {
    Image user = user();
    int flows = 0;
    double best = Double.MAX_VALUE;
    for (int round = 0; round < (quick ? 5 : 15); round++) {
      Stopwatch watch = new Stopwatch();
      for (int i = 0; i < BATCH; i++) {
        flows = evaluate(user);
      }
      best = Math.min(best, watch.seconds() / BATCH * 1e6);
    }
    return new Figure(
        "rules",
        best,
        25,
        "us",
        "%d rules, %d values flow for one user, best of some rounds on one core"
            .formatted(rules, flows));
  }

  /// One user from the connector space to the metaverse and on to the cloud.
  ///
  /// @return how many values flowed
  private int evaluate(Image user) {
    ImageInputs space = new ImageInputs(program, user, ad);
    int person = program.dictionary().number("person");
    Image metaverse =
        flow(
            program.inbound(ad, program.dictionary().number("user")),
            program.inboundPlans(person),
            space);
    ImageInputs inputs = new ImageInputs(program, metaverse, cloud);
    Image target =
        flow(
            program.outbound(cloud, person),
            program.outboundPlans(cloud, person, program.dictionary().number("user")),
            inputs);
    return metaverse.size() + target.size();
  }

  private static Image flow(CompiledRule[] rules, TargetPlan[] plans, ImageInputs inputs) {
    BitSet inScope = new BitSet();
    for (CompiledRule rule : rules) {
      if (rule.scope().holds(inputs)) {
        inScope.set(rule.index());
      }
    }
    Image.Builder image = new Image.Builder(128);
    for (TargetPlan plan : plans) {
      for (CompiledFlow flow : plan.flows()) {
        if (inScope.get(flow.rule().index())
            && flow.evaluate(inputs) instanceof Result.Values(List<Value> values)) {
          image.put(plan.attribute(), values);
          break;
        }
      }
    }
    return image.build();
  }

  /// A person of the company with everything that an Exchange server would have added.
  private Image user() {
    Company company =
        new Company(new Company.Size(1_000, 0, 0), Company.Style.ACTIVE_DIRECTORY, 42);
    Company.Entry entry = company.person(500);
    Image.Builder user = new Image.Builder(64);
    entry
        .attributes()
        .forEach((name, texts) -> {
          boolean number = name.equals("userAccountControl");
          user.put(
              program.dictionary().number(name),
              texts.stream()
                  .map(text -> number ? Value.of(Long.parseLong(text)) : Value.of(text))
                  .toList());
        });
    entry
        .binary()
        .forEach(
            (name, bytes) -> user.put(program.dictionary().number(name), List.of(Value.of(bytes))));
    for (String name : List.of("mailNickname", "legacyExchangeDN", "targetAddress", "info")) {
      user.put(program.dictionary().number(name), List.of(Value.of(name + " of a user")));
    }
    for (int i = 1; i <= 15; i++) {
      user.put(
          program.dictionary().number("extensionAttribute" + i),
          List.of(Value.of("extension " + i)));
    }
    for (String name : List.of("msExchRecipientTypeDetails", "msExchRecipientDisplayType")) {
      user.put(program.dictionary().number(name), List.of(Value.of(1L)));
    }
    user.put(
        program.dictionary().number("pwdLastSet"), List.of(Value.of(133_000_000_000_000_000L)));
    return user.build();
  }
}
