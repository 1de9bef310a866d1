// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import java.util.Comparator;
import java.util.List;

/// All rules of a configuration, by ascending precedence number.
public record RuleSet(List<SyncRule> rules) {
  public RuleSet {
    rules =
        rules.stream()
            .sorted(Comparator.comparingLong(rule -> rule.settings().precedence()))
            .toList();
  }
}
