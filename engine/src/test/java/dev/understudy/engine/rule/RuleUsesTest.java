// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import static dev.understudy.engine.rule.TestRules.direct;
import static dev.understudy.engine.rule.TestRules.disabled;
import static dev.understudy.engine.rule.TestRules.expression;
import static dev.understudy.engine.rule.TestRules.rule;
import static dev.understudy.engine.rule.TestRules.scoped;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleUsesTest {

  @Test
  void whatAnInboundRuleReadsIsNeeded() {
    SyncRule rule =
        scoped(
            rule(
                1,
                direct("a", "mail", MergeType.UPDATE),
                expression("b", "[cn] & ImportedValue(\"proxyAddresses\") & %Domain.FQDN%"),
                expression("c", "ValueCount(\"member\")"),
                expression("d", "DNComponent([dn], 1)")),
            new ScopeClause("userAccountControl", ScopeOperator.EQUAL, "%Connector.ID%"));

    assertThat(uses(rule))
        .isEqualTo(
            new RuleUses(
                Set.of("user"),
                Set.of("mail", "cn", "proxyAddresses", "member", "userAccountControl"),
                Set.of("Domain.FQDN", "Connector.ID")));
  }

  @Test
  void whatAnOutboundRuleWritesAndJoinsByIsNeededBecauseItIsReadBack() {
    SyncRule inbound = rule(1, direct("mail", "displayName", MergeType.UPDATE));
    SyncRule outbound =
        new SyncRule(
            inbound.identity(),
            new RuleTypes(Direction.OUTBOUND, "corp", "person", "contact"),
            new RuleLinks(
                LinkType.JOIN, List.of(), List.of(List.of(new JoinClause("cn", "name", false)))),
            inbound.flows(),
            inbound.settings());

    assertThat(uses(outbound))
        .isEqualTo(new RuleUses(Set.of("contact"), Set.of("mail", "cn"), Set.of()));
  }

  @Test
  void aDisabledRuleKeepsItsAttributesUnselected() {
    assertThat(uses(disabled(rule(1, direct("a", "mail", MergeType.UPDATE)))))
        .isEqualTo(new RuleUses(Set.of(), Set.of(), Set.of()));
  }

  private static RuleUses uses(SyncRule rule) {
    return RuleUses.of(new RuleSet(List.of(rule)), "corp");
  }
}
