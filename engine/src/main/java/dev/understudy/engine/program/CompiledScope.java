// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.engine.expr.NameResolver;
import dev.understudy.engine.rule.ScopeClause;
import dev.understudy.schema.AttributeType;
import java.util.ArrayList;
import java.util.List;

/// Which objects a rule is about (`spec/engine.md` §2.2): groups of tests, AND within a group, OR
/// between groups; no group is every object.
public final class CompiledScope {
  private final ScopeTest[][] groups;
  private final List<List<ScopeClause>> clauses;

  private CompiledScope(ScopeTest[][] groups, List<List<ScopeClause>> clauses) {
    this.groups = groups;
    this.clauses = clauses;
  }

  static CompiledScope compile(List<List<ScopeClause>> scope, NameResolver names) {
    List<ScopeTest[]> groups = new ArrayList<>();
    for (List<ScopeClause> group : scope) {
      if (!group.isEmpty()) {
        groups.add(group.stream().map(clause -> compile(clause, names)).toArray(ScopeTest[]::new));
      }
    }
    return new CompiledScope(
        groups.toArray(ScopeTest[][]::new),
        scope.stream().filter(group -> !group.isEmpty()).toList());
  }

  private static ScopeTest compile(ScopeClause clause, NameResolver names) {
    boolean mayBeBoolean =
        names
            .definition(clause.attribute())
            .map(definition -> definition.type() == AttributeType.BOOLEAN)
            .orElse(true);
    return ScopeTest.of(
        clause.operator(),
        names.slot(clause.attribute()),
        new Template(clause.value(), names),
        mayBeBoolean);
  }

  /// Whether the object is in scope.
  public boolean holds(ObjectInputs inputs) {
    if (groups.length == 0) {
      return true;
    }
    for (ScopeTest[] group : groups) {
      if (all(group, inputs)) {
        return true;
      }
    }
    return false;
  }

  /// Of each group the first clause that does not hold; empty when the object is in scope.
  public List<ScopeClause> missed(ObjectInputs inputs) {
    List<ScopeClause> missed = new ArrayList<>();
    for (int group = 0; group < groups.length; group++) {
      int clause = 0;
      while (clause < groups[group].length && groups[group][clause].holds(inputs)) {
        clause++;
      }
      if (clause == groups[group].length) {
        return List.of();
      }
      missed.add(clauses.get(group).get(clause));
    }
    return missed;
  }

  private static boolean all(ScopeTest[] group, ObjectInputs inputs) {
    for (ScopeTest test : group) {
      if (!test.holds(inputs)) {
        return false;
      }
    }
    return true;
  }
}
