// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.problem.Problems;
import dev.understudy.engine.rule.RuleChecks;
import dev.understudy.engine.rule.RuleProblem;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.RuleSurroundings;
import dev.understudy.engine.rule.SyncRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Rules that were read, with their places; not yet checked against their surroundings.
///
/// @param rules by ascending precedence
/// @param warnings what looked odd while reading
public record LoadedRules(List<LoadedRule> rules, List<Problem> warnings) {
  public LoadedRules {
    rules = List.copyOf(rules);
    warnings = List.copyOf(warnings);
  }

  /// The rules alone.
  public RuleSet ruleSet() {
    return new RuleSet(syncRules());
  }

  /// Everything that cannot work, or looks like it, with places.
  public List<Problem> check(RuleSurroundings surroundings) {
    return RuleChecks.check(syncRules(), surroundings).stream().map(this::placed).toList();
  }

  /// The rules, when none of them has an error.
  ///
  /// @throws ConfigurationException with all problems
  public RuleSet checked(RuleSurroundings surroundings) {
    Problems problems = new Problems();
    problems.addAll(warnings);
    problems.addAll(check(surroundings));
    problems.throwIfErrors();
    return ruleSet();
  }

  /// Only the rules that `wanted` takes.
  public LoadedRules only(Predicate<SyncRule> wanted) {
    return new LoadedRules(
        rules.stream().filter(loaded -> wanted.test(loaded.rule())).toList(), warnings);
  }

  /// Every rule changed by `change`, which keeps the parts of the rule in their order.
  public LoadedRules map(UnaryOperator<SyncRule> change) {
    List<LoadedRule> changed = new ArrayList<>();
    for (LoadedRule loaded : rules) {
      changed.add(new LoadedRule(change.apply(loaded.rule()), loaded.source(), loaded.placement()));
    }
    return new LoadedRules(changed, warnings);
  }

  private List<SyncRule> syncRules() {
    return rules.stream().map(LoadedRule::rule).toList();
  }

  private Problem placed(RuleProblem problem) {
    LoadedRule loaded = rules.get(problem.rule());
    RuleProblem.Text text = problem.text();
    boolean inside = text.line() > 1 || text.column() > 1;
    String message =
        inside
            ? "%s (line %d, column %d of the expression)"
                .formatted(text.message(), text.line(), text.column())
            : text.message();
    return new Problem(
        switch (problem.severity()) {
          case ERROR -> Problem.Severity.ERROR;
          case WARNING -> Problem.Severity.WARNING;
        },
        loaded.source().position(problem.place()),
        "rule " + loaded.rule().label(),
        message,
        text.suggestion());
  }
}
