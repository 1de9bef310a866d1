// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Small rules to check.
final class TestRules {
  private TestRules() {}

  static SyncRule rule(long precedence, Flow... flows) {
    return new SyncRule(
        new RuleIdentity(new UUID(0, precedence), "rule " + precedence, "", ""),
        new RuleTypes(Direction.INBOUND, "corp", "user", "person"),
        new RuleLinks(LinkType.JOIN, List.of(), List.of()),
        List.of(flows),
        new SyncRule.Settings(precedence, false, false, Duration.ZERO));
  }

  static SyncRule disabled(SyncRule rule) {
    return new SyncRule(
        rule.identity(),
        rule.types(),
        rule.links(),
        rule.flows(),
        new SyncRule.Settings(rule.settings().precedence(), true, false, Duration.ZERO));
  }

  static SyncRule scoped(SyncRule rule, ScopeClause... clauses) {
    return new SyncRule(
        rule.identity(),
        rule.types(),
        new RuleLinks(rule.links().type(), List.of(List.of(clauses)), rule.links().joins()),
        rule.flows(),
        rule.settings());
  }

  static Flow direct(String target, String source, MergeType merge) {
    return new Flow(target, new FlowSource.Direct(source), false, merge);
  }

  static Flow expression(String target, String text) {
    return new Flow(target, new FlowSource.Expression(text), false, MergeType.UPDATE);
  }
}
