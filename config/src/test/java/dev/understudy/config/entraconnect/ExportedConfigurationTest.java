// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.entraconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.SharedData;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.problem.Problem.Severity;
import dev.understudy.engine.rule.RuleSetDigest;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportedConfigurationTest {

  @Test
  void theRealConfigurationLoadsWithoutOneError() {
    ExportedConfiguration exported = ExportedConfiguration.load(SharedData.exportedConfiguration());

    assertThat(exported.rules().rules()).hasSize(62);
    List<Problem> problems = exported.rules().check(exported.surroundings());
    problems.forEach(System.out::println);
    assertThat(problems).filteredOn(problem -> problem.severity() == Severity.ERROR).isEmpty();
    assertThat(RuleSetDigest.of(exported.rules().ruleSet())).hasSize(64);
  }

  @Test
  void theMetaverseSchemaHasTheTypesOfEachAttribute() {
    ExportedConfiguration exported = ExportedConfiguration.load(SharedData.exportedConfiguration());

    assertThat(exported.metaverse().types().keySet())
        .containsExactlyInAnyOrder("person", "group", "device");
    assertThat(exported.metaverse().attributes()).hasSize(219);
    assertThat(exported.metaverse().attribute("proxyAddresses"))
        .contains(AttributeDefinition.multi("proxyAddresses", AttributeType.STRING));
    assertThat(exported.metaverse().attribute("sourceAnchorBinary"))
        .contains(AttributeDefinition.single("sourceAnchorBinary", AttributeType.BINARY));
    assertThat(exported.metaverse().attribute("member"))
        .contains(AttributeDefinition.multi("member", AttributeType.REFERENCE));
  }
}
