// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.FlowSamples.LINKS;
import static dev.understudy.engine.sync.FlowSamples.titles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.engine.program.RuleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How values fit the attributes they flow into (`spec/engine.md` §2.6).
final class FlowValuesTest {
  @ParameterizedTest(name = "{0} from {1}")
  @CsvSource({
    "title, 'Fixed', Fixed",
    "number, '42', 42",
    "enabled, 'TRUE', True",
    "enabled, 'false', False",
    "mail, 'a@%Suffix%', a@ad.test",
    "title, '%Connector.Name%', AD",
  })
  void aConstantTakesTheTypeOfItsTarget(String target, String constant, String expected) {
    Lab lab = titles("", target + " <- '" + constant + "'");
    assertThat(lab.mv("AD", "Ann", target)).isEqualTo(expected);
  }

  @Test
  void aConstantThatDoesNotFitIsRefusedWithTheRules() {
    assertThatThrownBy(() -> new Lab(LINKS + "  number <- 'many'"))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("number");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "number <- title, title=12, 12",
    "title <- number, number=12, 12",
    "title <- enabled, enabled=true, True",
    "enabled <- title, title=true, True",
  })
  void valuesAreConvertedWhereNothingIsLost(String flow, String attribute, String expected) {
    Lab lab = titles("", flow);
    lab.at("AD").set("Ann", attribute);
    lab.delta("AD");
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.mv("AD", "Ann", flow.substring(0, flow.indexOf(' ')))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "number <- title, title=many, cs-attribute-type-mismatch",
    "enabled <- title, title=yes, cs-attribute-type-mismatch",
    "title <- guid, guid=x, cs-attribute-type-mismatch",
    "title <- proxyAddresses, proxyAddresses=a|b, flow-multi-values-to-single-value",
  })
  void valuesThatDoNotFitAreAnErrorOfTheObject(String flow, String attribute, String error) {
    Lab lab = titles("", flow.replaceFirst("^title", "extra"));
    lab.at("AD").set("Ann", attribute);
    lab.delta("AD");
    assertThat(lab.errors()).containsExactly("CN=Ann: " + error);
    assertThat(lab.stepErrors().getFirst().detail()).startsWith("rule \"in AD 110\" (110): ");
  }
}
