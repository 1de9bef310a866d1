// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

/// A place inside a rule, which a loader can point to in the file that the rule came from.
public sealed interface RulePlace {

  /// The rule as a whole.
  RulePlace RULE = new Property("name");

  /// One of the rule's own properties, by its name in rule files, for example `precedence`.
  record Property(String name) implements RulePlace {}

  /// A clause of the scope.
  record Scope(int group, int clause) implements RulePlace {}

  /// A clause of the joins; clause -1 is the group itself.
  record Join(int group, int clause) implements RulePlace {}

  /// A flow, or one part of it (`target`, `source`, `expression`, …).
  record FlowPart(int flow, String part) implements RulePlace {}
}
