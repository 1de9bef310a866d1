// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import static dev.understudy.engine.rule.TestRules.direct;
import static dev.understudy.engine.rule.TestRules.disabled;
import static dev.understudy.engine.rule.TestRules.expression;
import static dev.understudy.engine.rule.TestRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.rule.RuleProblem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Behaviours of `spec/engine.md` §7 that rules alone decide; their messages are shown in the tests
/// of rule files.
class RuleChecksTest {

  @Test
  void aPrecedenceOf387163089IsLegalAndTheSameTwiceIsNot() {
    SyncRule high = rule(387163089, direct("a", "a", MergeType.UPDATE));
    SyncRule same =
        new SyncRule(rule(1).identity(), high.types(), high.links(), high.flows(), high.settings());

    assertThat(check(high, rule(1, direct("b", "b", MergeType.UPDATE)))).isEmpty();
    assertThat(check(high, same))
        .singleElement()
        .returns(1, RuleProblem::rule)
        .returns(new RulePlace.Property("precedence"), RuleProblem::place)
        .returns(Severity.ERROR, RuleProblem::severity);
  }

  @Test
  void updateAndMergeOnOneTargetIsAnErrorUpdateAndReplaceIsNot() {
    SyncRule update = rule(1, direct("a", "a", MergeType.UPDATE));
    SyncRule replace = rule(2, direct("a", "b", MergeType.REPLACE));
    SyncRule merge = rule(3, direct("a", "c", MergeType.MERGE));
    SyncRule mergeCase = rule(4, direct("a", "d", MergeType.MERGE_CASE_INSENSITIVE));

    assertThat(check(update, replace)).isEmpty();
    assertThat(check(update, merge))
        .singleElement()
        .returns(new RulePlace.FlowPart(0, "merge"), RuleProblem::place);
    assertThat(check(merge, mergeCase)).hasSize(1);
    assertThat(check(update, disabled(merge))).isEmpty();
  }

  @Test
  void newLinesInAnExpressionAreLegal() {
    assertThat(check(rule(1, expression("a", "IIF(IsPresent([b]),\r\n\t[b],\n\n  NULL)"))))
        .isEmpty();
  }

  @Test
  void theMistakesOfADisabledRuleAreWarnings() {
    assertThat(check(disabled(rule(1, expression("a", "Trimm([b])")))))
        .singleElement()
        .returns(Severity.WARNING, RuleProblem::severity);
  }

  private static List<RuleProblem> check(SyncRule... rules) {
    return RuleChecks.check(List.of(rules), RuleSurroundings.UNKNOWN);
  }
}
