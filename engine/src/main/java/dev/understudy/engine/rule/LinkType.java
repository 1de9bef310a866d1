// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

/// What a rule may do about a missing partner (`spec/engine.md` §2.4, §2.5, §2.9).
public enum LinkType {
  /// Create the partner when no join finds one.
  PROVISION,
  /// Use an existing partner only.
  JOIN,
  /// Use an existing partner only, and keep it alive from then on.
  STICKY_JOIN
}
