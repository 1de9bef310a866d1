// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.GoldenFile;
import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Problem;
import dev.understudy.engine.rule.RuleSurroundings;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of mistake in rules, with the message it gets.
class RuleMistakesTest {
  private static final Schema DIRECTORY =
      Schema.of(
          List.of(
              type(
                  "user",
                  "cn",
                  "mail",
                  "userAccountControl",
                  "objectGUID",
                  "description",
                  "manager"),
              type("group", "cn", "member")),
          List.of(
              AttributeDefinition.single("cn", AttributeType.STRING),
              AttributeDefinition.single("mail", AttributeType.STRING),
              AttributeDefinition.single("userAccountControl", AttributeType.NUMBER),
              new AttributeDefinition("objectGUID", AttributeType.BINARY, false, false),
              AttributeDefinition.multi("description", AttributeType.STRING),
              AttributeDefinition.single("manager", AttributeType.REFERENCE),
              AttributeDefinition.multi("member", AttributeType.REFERENCE)));
  private static final Schema METAVERSE =
      Schema.of(
          List.of(
              type("person", "displayName", "mail", "accountEnabled", "photo", "proxies"),
              type("group", "displayName", "member")),
          List.of(
              AttributeDefinition.single("displayName", AttributeType.STRING),
              AttributeDefinition.single("mail", AttributeType.STRING),
              AttributeDefinition.single("accountEnabled", AttributeType.BOOLEAN),
              AttributeDefinition.single("photo", AttributeType.BINARY),
              AttributeDefinition.multi("proxies", AttributeType.STRING),
              AttributeDefinition.multi("member", AttributeType.REFERENCE)));
  private static final RuleSurroundings SURROUNDINGS =
      new RuleSurroundings(
          METAVERSE,
          Set.of("corp", "{b891884f-051e-4a83-95af-2544101c9083}"),
          Map.of("corp", DIRECTORY),
          Map.of("corp", Set.of("Connector.ID", "Domain.FQDN")));

  @TempDir Path folder;

  static List<GoldenFile.Case> cases() {
    return GoldenFile.cases("rule-mistakes.golden");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aMistakeIsToldWithItsPlaceAndTheWayOut(GoldenFile.Case mistake) {
    mistake.writeTo(folder);

    assertThat(told(folder)).as(mistake.sentence()).isEqualTo(mistake.expected());
  }

  private static String told(Path folder) {
    List<Problem> problems;
    try {
      LoadedRules rules = RuleFiles.load(folder);
      problems = new ArrayList<>(rules.warnings());
      problems.addAll(rules.check(SURROUNDINGS));
    } catch (ConfigurationException e) {
      problems = e.problems();
    }
    return problems.stream()
        .map(problem -> problem.toString().replace(folder + "/", ""))
        .collect(Collectors.joining("\n"));
  }

  private static ObjectTypeDefinition type(String name, String... attributes) {
    return new ObjectTypeDefinition(name, Set.of(attributes), Set.of());
  }
}
