// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.SharedData;
import dev.understudy.config.entraconnect.ExportedConfiguration;
import dev.understudy.config.rule.LoadedRules;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.RuleSurroundings;
import dev.understudy.engine.rule.SyncRule;
import dev.understudy.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DefaultRulesTest {
  private static final Set<String> AD_PARAMETERS =
      Set.of("Connector.ID", "Domain.FQDN", "Domain.Netbios", "Forest.FQDN", "Forest.Netbios");

  @Test
  void theRulesToTheCloudPassAllChecksAgainstTheDefaultMetaverse() {
    LoadedRules rules =
        DefaultRules.AD_TO_CLOUD.load(Map.of("ad", List.of("corp"), "cloud", List.of("tenant")));

    assertThat(
            rules.check(
                new RuleSurroundings(
                    DefaultMetaverse.schema(),
                    Set.of("corp", "tenant"),
                    Map.of(),
                    Map.of("corp", AD_PARAMETERS, "tenant", Set.of("Connector.ID")))))
        .isEmpty();
  }

  @Test
  void theRulesToTheCloudFitTheSchemasOfARealForestAndARealTenant() {
    ExportedConfiguration real = ExportedConfiguration.load(SharedData.exportedConfiguration());
    Schema forest = schema(real, "ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d");
    Schema tenant = schema(real, "b891884f-051e-4a83-95af-2544101c9083");

    assertThat(
            DefaultRules.AD_TO_CLOUD
                .load(Map.of("ad", List.of("corp"), "cloud", List.of("tenant")))
                .check(
                    new RuleSurroundings(
                        DefaultMetaverse.schema(),
                        Set.of("corp", "tenant"),
                        Map.of("corp", forest, "tenant", tenant),
                        Map.of("corp", AD_PARAMETERS))))
        .isEmpty();
  }

  private static Schema schema(ExportedConfiguration real, String id) {
    return real.connector(UUID.fromString(id)).orElseThrow().schema();
  }

  @Test
  void theRulesToAScimServicePassAllChecks() {
    LoadedRules rules =
        DefaultRules.AD_TO_SCIM.load(Map.of("ad", List.of("corp"), "scim", List.of("app")));

    assertThat(
            rules.check(
                new RuleSurroundings(
                    DefaultMetaverse.schema(),
                    Set.of("corp", "app"),
                    Map.of(),
                    Map.of("corp", AD_PARAMETERS))))
        .isEmpty();
  }

  @Test
  void theRulesBetweenDirectoriesPassAllChecks() {
    LoadedRules rules =
        DefaultRules.DIRECTORY_TO_DIRECTORY.load(
            Map.of("source", List.of("hr"), "target", List.of("branch")));

    assertThat(
            rules.check(
                new RuleSurroundings(
                    DefaultMetaverse.schema(),
                    Set.of("hr", "branch"),
                    Map.of(),
                    Map.of("branch", Set.of("Target.Users", "Target.Groups")))))
        .isEmpty();
  }

  @Test
  void everyForestGetsEveryRuleAndNumbersGoOnWithoutGaps() {
    RuleSet rules =
        DefaultRules.AD_TO_CLOUD
            .load(Map.of("ad", List.of("corp", "emea"), "cloud", List.of("tenant")))
            .ruleSet();
    RuleSet one = DefaultRules.load("corp", "tenant");

    long perForest =
        one.rules().stream().filter(rule -> rule.types().connector().equals("corp")).count();
    assertThat(rules.rules()).hasSize(one.rules().size() + (int) perForest);
    assertThat(rules.rules().getFirst().types().connector()).isEqualTo("corp");
    assertThat(rules.rules().get(1).types().connector()).isEqualTo("emea");
    assertThat(rules.rules().get(1).identity().name())
        .isEqualTo(rules.rules().getFirst().identity().name());
    assertThat(rules.rules())
        .extracting(rule -> rule.settings().precedence())
        .startsWith(100L)
        .endsWith(99L + rules.rules().size());
    assertThat(rules.rules().stream().map(SyncRule::identity).map(identity -> identity.id()))
        .doesNotHaveDuplicates();
  }
}
