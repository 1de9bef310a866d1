// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import java.util.UUID;

/// The wish of a rule to stand beside another one (`precedence-before`, `precedence-after`).
///
/// @param side on which side
/// @param rule identifier of the other rule
public record Placement(Side side, UUID rule) {

  /// On which side of the other rule.
  public enum Side {
    BEFORE,
    AFTER
  }
}
