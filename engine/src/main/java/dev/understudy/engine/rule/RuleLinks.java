// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import java.util.List;

/// Which objects a rule is about, and how they find their partners.
///
/// @param type what to do about a missing partner
/// @param scope groups of clauses: AND within a group, OR between groups; none is everything
/// @param joins groups of clauses: AND within a group, tried in order
public record RuleLinks(
    LinkType type, List<List<ScopeClause>> scope, List<List<JoinClause>> joins) {
  public RuleLinks {
    scope = scope.stream().map(List::copyOf).toList();
    joins = joins.stream().map(List::copyOf).toList();
  }
}
