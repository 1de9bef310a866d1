// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.config.problem.Problem;
import dev.understudy.config.problem.Problems;
import dev.understudy.engine.rule.RulePlace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Gives numbers to the rules that want to stand before or after another one.
///
/// Such a rule takes the number beside its neighbour; the rules behind it move on only as far as
/// they have to, so that numbers with gaps between them stay.
final class RulePlacement {
  private final List<LoadedRule> placed = new ArrayList<>();
  private final List<LoadedRule> waiting = new ArrayList<>();
  private final Problems problems;

  private RulePlacement(List<LoadedRule> rules, Problems problems) {
    this.problems = problems;
    for (LoadedRule rule : rules) {
      (rule.placement().isEmpty() ? placed : waiting).add(rule);
    }
    placed.sort(Comparator.comparingLong(loaded -> loaded.rule().settings().precedence()));
  }

  /// The rules with final numbers, ascending; reports wishes that cannot be fulfilled.
  static List<LoadedRule> number(List<LoadedRule> rules, Problems problems) {
    RulePlacement placement = new RulePlacement(rules, problems);
    boolean progress = true;
    while (progress) {
      progress = placement.waiting.removeIf(placement::insert);
    }
    placement.waiting.forEach(placement::reportHomeless);
    return List.copyOf(placement.placed);
  }

  private boolean insert(LoadedRule rule) {
    Placement wish = rule.placement().orElseThrow();
    int neighbour = indexOf(wish.rule());
    if (neighbour < 0) {
      return false;
    }
    long number = placed.get(neighbour).rule().settings().precedence();
    int index =
        switch (wish.side()) {
          case BEFORE -> neighbour;
          case AFTER -> neighbour + 1;
        };
    long taken = wish.side() == Placement.Side.BEFORE ? number : number + 1;
    placed.add(index, withPrecedence(rule, taken));
    makeRoom(index);
    return true;
  }

  private void makeRoom(int index) {
    for (int i = index + 1; i < placed.size(); i++) {
      long least = placed.get(i - 1).rule().settings().precedence() + 1;
      if (placed.get(i).rule().settings().precedence() >= least) {
        return;
      }
      placed.set(i, withPrecedence(placed.get(i), least));
    }
  }

  private void reportHomeless(LoadedRule rule) {
    Placement wish = rule.placement().orElseThrow();
    boolean circle = waiting.stream().anyMatch(other -> isId(other, wish.rule()));
    String property =
        wish.side() == Placement.Side.BEFORE ? "precedence-before" : "precedence-after";
    String message =
        circle
            ? "%s %s: these rules wait for each other; give one of them a precedence"
            : "%s %s: there is no rule with this id";
    problems.add(
        Problem.error(
                rule.source().position(new RulePlace.Property(property)),
                message.formatted(property, wish.rule()))
            .about("rule \"" + rule.rule().identity().name() + "\""));
  }

  private int indexOf(UUID id) {
    for (int i = 0; i < placed.size(); i++) {
      if (isId(placed.get(i), id)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isId(LoadedRule loaded, UUID id) {
    return loaded.rule().identity().id().equals(id);
  }

  private static LoadedRule withPrecedence(LoadedRule loaded, long precedence) {
    return new LoadedRule(
        loaded.rule().withPrecedence(precedence), loaded.source(), Optional.empty());
  }
}
