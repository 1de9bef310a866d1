// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

/// Operators of one tier, applied from left to right. `&&` and `||` leave their right side alone
/// when the left side decides.
final class OperatorChain implements Node {
  private final Node first;
  private final Step[] steps;

  record Step(Operator operator, Place place, Node right) {}

  OperatorChain(Node first, Step[] steps) {
    this.first = first;
    this.steps = steps;
  }

  @Override
  public Datum eval(Frame frame) {
    Datum left = first.eval(frame);
    for (Step step : steps) {
      if (decides(left, step.operator)) {
        left = Datum.Flag.of(step.operator == Operator.OR);
      } else {
        left = apply(frame, step, left, step.right.eval(frame));
      }
    }
    return left;
  }

  private static boolean decides(Datum left, Operator operator) {
    return operator == Operator.OR
        ? left == Datum.Flag.TRUE
        : operator == Operator.AND && (left == Datum.Flag.FALSE || left == Datum.Absence.NULL);
  }

  private static Datum apply(Frame frame, Step step, Datum left, Datum right) {
    Operator operator = step.operator;
    try {
      return left instanceof Datum.Many || right instanceof Datum.Many
          ? Vectors.zip(frame, left, right, (a, b) -> Operators.apply(operator, a, b))
          : Operators.apply(operator, left, right);
    } catch (Fault fault) {
      throw step.place.failure(fault, '"' + operator.symbol + '"');
    }
  }
}
