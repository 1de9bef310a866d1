// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import org.jspecify.annotations.Nullable;

/// The binary operators, in three tiers; all operators of a tier bind equally, from left to right.
enum Operator {
  AND("&&", Tier.LOGIC),
  OR("||", Tier.LOGIC),
  LESS("<", Tier.COMPARISON),
  LESS_OR_EQUAL("<=", Tier.COMPARISON),
  UNEQUAL("<>", Tier.COMPARISON),
  EQUAL("=", Tier.COMPARISON),
  GREATER(">", Tier.COMPARISON),
  GREATER_OR_EQUAL(">=", Tier.COMPARISON),
  ADD("+", Tier.ARITHMETIC),
  SUBTRACT("-", Tier.ARITHMETIC),
  MULTIPLY("*", Tier.ARITHMETIC),
  DIVIDE("/", Tier.ARITHMETIC),
  CONCATENATE("&", Tier.ARITHMETIC);

  /// Tiers from the loosest to the tightest.
  enum Tier {
    LOGIC,
    COMPARISON,
    ARITHMETIC
  }

  final String symbol;
  final Tier tier;

  Operator(String symbol, Tier tier) {
    this.symbol = symbol;
    this.tier = tier;
  }

  boolean isEquality() {
    return this == EQUAL || this == UNEQUAL;
  }

  /// The operator of `tier` that `token` is, if it is one.
  static @Nullable Operator of(Token token, Tier tier) {
    for (Operator operator : values()) {
      if (operator.tier == tier && token.isOperator(operator.symbol)) {
        return operator;
      }
    }
    return null;
  }
}
