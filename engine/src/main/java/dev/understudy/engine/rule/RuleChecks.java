// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import dev.understudy.engine.rule.RuleProblem.Severity;
import dev.understudy.engine.rule.RuleProblem.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Finds what cannot work in a set of rules before any object meets them.
///
/// A disabled rule is as if it were not there, so what is wrong in it is only a warning; its
/// identifier and precedence still have to be unique, because it may be enabled tomorrow.
public final class RuleChecks {
  private final List<SyncRule> rules;
  private final List<RuleProblem> problems = new ArrayList<>();

  private RuleChecks(List<SyncRule> rules) {
    this.rules = rules;
  }

  /// All problems of `rules`, in the order of the rules; [RuleProblem#rule()] is an index in it.
  public static List<RuleProblem> check(List<SyncRule> rules, RuleSurroundings surroundings) {
    RuleChecks checks = new RuleChecks(rules);
    for (int i = 0; i < rules.size(); i++) {
      checks.problems.addAll(new RuleCheck(i, rules.get(i), surroundings).problems());
    }
    checks.identifiers();
    checks.precedences();
    checks.mergeTypes();
    checks.provisioning();
    checks.problems.sort(Comparator.comparingInt(RuleProblem::rule));
    return List.copyOf(checks.problems);
  }

  private void identifiers() {
    Map<UUID, Integer> seen = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      UUID id = rules.get(i).identity().id();
      Integer first = seen.putIfAbsent(id, i);
      if (first != null) {
        error(
            i,
            new RulePlace.Property("id"),
            "the identifier %s is also that of rule %s; every rule needs its own"
                .formatted(id, rules.get(first).label()));
      }
    }
  }

  private void precedences() {
    Map<Long, Integer> seen = new TreeMap<>();
    for (int i = 0; i < rules.size(); i++) {
      long precedence = rules.get(i).settings().precedence();
      Integer first = seen.putIfAbsent(precedence, i);
      if (first != null) {
        error(
            i,
            new RulePlace.Property("precedence"),
            "precedence %d is also that of rule \"%s\"; every rule needs its own number"
                .formatted(precedence, rules.get(first).identity().name()));
      }
    }
  }

  /// Where a value of several rules lands: all of them have to agree on how they come together.
  private record Destination(Direction direction, String connector, String type, String attribute) {
    static Destination of(RuleTypes types, String attribute) {
      boolean inbound = types.direction() == Direction.INBOUND;
      return new Destination(
          types.direction(), inbound ? "" : types.connector(), types.target(), attribute);
    }
  }

  private void mergeTypes() {
    record First(int rule, MergeType merge) {}
    Map<Destination, First> seen = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      SyncRule rule = rules.get(i);
      if (rule.settings().disabled()) {
        continue;
      }
      for (int flow = 0; flow < rule.flows().size(); flow++) {
        String target = rule.flows().get(flow).target();
        MergeType merge = unified(rule.flows().get(flow).merge());
        First first = seen.putIfAbsent(Destination.of(rule.types(), target), new First(i, merge));
        if (first != null && first.merge != merge) {
          error(
              i,
              new RulePlace.FlowPart(flow, "merge"),
              "the flow to %s says %s, but rule %s says %s for the same attribute; all must agree"
                  .formatted(
                      target, merge.word(), rules.get(first.rule).label(), first.merge.word()));
        }
      }
    }
  }

  private static MergeType unified(MergeType merge) {
    return merge == MergeType.REPLACE ? MergeType.UPDATE : merge;
  }

  private void provisioning() {
    for (int i = 0; i < rules.size(); i++) {
      RuleTypes types = rules.get(i).types();
      boolean provisions =
          types.direction() == Direction.OUTBOUND
              && rules.get(i).links().type() == LinkType.PROVISION;
      if (provisions && !rules.get(i).settings().disabled() && !anyNames(types)) {
        error(
            i,
            RulePlace.RULE,
            "provisions %s objects in %s, but no rule has a flow to dn for them; add one that says"
                    .formatted(types.target(), types.connector())
                + " under which name they are created");
      }
    }
  }

  private boolean anyNames(RuleTypes types) {
    return rules.stream()
        .filter(rule -> !rule.settings().disabled() && rule.types().equals(types))
        .flatMap(rule -> rule.flows().stream())
        .anyMatch(flow -> flow.target().equals(Flow.DN));
  }

  private void error(int rule, RulePlace place, String message) {
    problems.add(new RuleProblem(Severity.ERROR, rule, place, Text.of(message)));
  }
}
