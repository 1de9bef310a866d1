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

  private CompiledScope(ScopeTest[][] groups) {
    this.groups = groups;
  }

  static CompiledScope compile(List<List<ScopeClause>> scope, NameResolver names) {
    List<ScopeTest[]> groups = new ArrayList<>();
    for (List<ScopeClause> group : scope) {
      if (!group.isEmpty()) {
        groups.add(group.stream().map(clause -> compile(clause, names)).toArray(ScopeTest[]::new));
      }
    }
    return new CompiledScope(groups.toArray(ScopeTest[][]::new));
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

  private static boolean all(ScopeTest[] group, ObjectInputs inputs) {
    for (ScopeTest test : group) {
      if (!test.holds(inputs)) {
        return false;
      }
    }
    return true;
  }
}
