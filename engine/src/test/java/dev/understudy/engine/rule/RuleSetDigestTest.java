// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import static dev.understudy.engine.rule.TestRules.direct;
import static dev.understudy.engine.rule.TestRules.expression;
import static dev.understudy.engine.rule.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSetDigestTest {

  @Test
  void layoutOfExpressionsIsNoChange() {
    assertThat(digest("IIF( IsPresent([a b]),\r\n  \"x  y\" ,NULL)"))
        .isEqualTo(digest("IIF(IsPresent([a b]),\"x  y\",NULL)"));
  }

  @Test
  void whiteSpaceInTextsAndNamesIsAChange() {
    assertThat(digest("\"x  y\"")).isNotEqualTo(digest("\"x y\""));
    assertThat(digest("[a b]")).isNotEqualTo(digest("[ab]"));
    assertThat(digest("\"a\" \"b\"")).isNotEqualTo(digest("\"a\"\"b\""));
  }

  @Test
  void theOrderOfRulesAndFlowsIsNoChange() {
    SyncRule first =
        rule(1, direct("a", "x", MergeType.UPDATE), direct("b", "y", MergeType.UPDATE));
    SyncRule turned =
        rule(1, direct("b", "y", MergeType.UPDATE), direct("a", "x", MergeType.UPDATE));
    SyncRule second = rule(2);

    assertThat(RuleSetDigest.of(new RuleSet(List.of(first, second))))
        .isEqualTo(RuleSetDigest.of(new RuleSet(List.of(second, turned))))
        .matches("[0-9a-f]{64}");
  }

  @Test
  void everythingElseIsAChange() {
    SyncRule rule = rule(1, direct("a", "x", MergeType.UPDATE));

    assertThat(
            List.of(
                RuleSetDigest.of(rule),
                RuleSetDigest.of(rule.withPrecedence(2)),
                RuleSetDigest.of(TestRules.disabled(rule)),
                RuleSetDigest.of(rule(1, direct("a", "x", MergeType.MERGE))),
                RuleSetDigest.of(rule(1, expression("a", "x"))),
                RuleSetDigest.of(
                    TestRules.scoped(rule, new ScopeClause("a", ScopeOperator.EQUAL, "b"))),
                RuleSetDigest.of(
                    TestRules.scoped(rule, new ScopeClause("a", ScopeOperator.NOTEQUAL, "b")))))
        .doesNotHaveDuplicates();
  }

  private static String digest(String expression) {
    return RuleSetDigest.of(rule(1, expression("a", expression)));
  }
}
