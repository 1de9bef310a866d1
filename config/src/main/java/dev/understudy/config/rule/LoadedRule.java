// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.engine.rule.SyncRule;
import java.util.Optional;

/// A rule as a file says it.
///
/// @param rule what it says; its precedence is not final while `placement` is there
/// @param source where it says so
/// @param placement beside which other rule it wants to stand, instead of having a number
public record LoadedRule(SyncRule rule, RuleSource source, Optional<Placement> placement) {}
