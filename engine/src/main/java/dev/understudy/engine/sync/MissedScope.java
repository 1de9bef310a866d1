// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.program.CompiledRule;
import dev.understudy.engine.program.ObjectInputs;
import dev.understudy.engine.rule.ScopeClause;
import java.util.stream.Collectors;

/// Why an object is not in the scope of a rule, in words.
final class MissedScope {
  private MissedScope() {}

  /// Of each group of the scope the clause that does not hold.
  static String of(CompiledRule rule, ObjectInputs inputs) {
    String clauses =
        rule.scope().missed(inputs).stream()
            .map(MissedScope::text)
            .distinct()
            .collect(Collectors.joining("; "));
    return clauses.isEmpty()
        ? "the object is not in the scope of the rule"
        : "does not hold: " + clauses;
  }

  private static String text(ScopeClause clause) {
    return "%s %s %s".formatted(clause.attribute(), clause.operator(), clause.value()).strip();
  }
}
