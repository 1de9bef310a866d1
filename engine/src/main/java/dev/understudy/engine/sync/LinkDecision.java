// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.program.CompiledRule;

/// What becomes of the link of a connector-space object.
sealed interface LinkDecision {

  /// The link stays, made by the rule of that number.
  record Keep(int joinedBy) implements LinkDecision {}

  /// Join an existing metaverse object.
  record Join(long metaverse, CompiledRule rule) implements LinkDecision {}

  /// Make a metaverse object.
  record Project(CompiledRule rule) implements LinkDecision {}

  /// No link, or no link any more.
  ///
  /// @param inScope whether a rule that could make one is in scope
  record None(boolean inScope) implements LinkDecision {}
}
