// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.util.List;

/// An expression as it was written, names not yet looked up.
sealed interface Ast {
  Place place();

  record Literal(Place place, Datum value) implements Ast {}

  /// A bare word: a constant of an enumeration such as `vbTextCompare`, or a mistake.
  record Name(Place place, String name) implements Ast {}

  record Attribute(Place place, String name) implements Ast {}

  record Parameter(Place place, String name) implements Ast {}

  record Variable(Place place, String name) implements Ast {}

  record Call(Place place, String function, List<Ast> arguments) implements Ast {}

  record Negation(Place place, Ast operand) implements Ast {}

  /// `first op1 second op2 third …`, all of one tier. Kept flat, so that a long sum is not a deep
  /// tree.
  record Chain(Place place, Ast first, List<Link> links) implements Ast {}

  /// An operator and its right side; the place is the operator's.
  record Link(Place place, Operator operator, Ast right) {}

  /// A mistake that is already reported.
  record Broken(Place place) implements Ast {}
}
