// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Datum.Absence;
import dev.understudy.engine.expr.Datum.Flag;
import dev.understudy.value.Dn;
import java.time.Instant;
import java.util.Arrays;

/// The binary operators on single values.
final class Operators {
  private Operators() {}

  static Datum apply(Operator operator, Datum left, Datum right) {
    return switch (operator) {
      case AND -> Flag.of(left.asFlag() && right.asFlag());
      case OR -> Flag.of(left.asFlag() || right.asFlag());
      case EQUAL -> Flag.of(equal(left, right));
      case UNEQUAL -> Flag.of(!equal(left, right));
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> ordered(operator, left, right);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> compute(operator, left, right);
      case CONCATENATE -> concatenate(left, right);
    };
  }

  static Datum negate(Datum operand) {
    try {
      return operand == Absence.NULL
          ? Absence.NULL
          : new Datum.Num(Math.negateExact(operand.asNumber()));
    } catch (ArithmeticException _) {
      throw Fault.value("the result has more than 64 bits");
    }
  }

  /// NULL equals NULL only. Text is compared with case; a reference and a text by what is written.
  private static boolean equal(Datum left, Datum right) {
    if (left == Absence.NULL || right == Absence.NULL) {
      return left == Absence.NULL && right == Absence.NULL;
    }
    return switch (left) {
      case Datum.Text(String text) -> text.equals(right.asText());
      case Datum.Ref(Dn dn) ->
          right instanceof Datum.Ref(Dn other)
              ? dn.equals(other)
              : dn.text().equals(right.asText());
      case Datum.Num(long number) -> number == right.asNumber();
      case Flag flag -> flag == Flag.of(right.asFlag());
      case Datum.Bytes(byte[] bytes) -> Arrays.equals(bytes, right.asBytes());
      case Datum.Moment(Instant instant) -> instant.equals(right.asMoment());
      case Absence _, Datum.Many _ -> throw Fault.type("a value", left);
    };
  }

  private static Datum ordered(Operator operator, Datum left, Datum right) {
    if (left == Absence.NULL || right == Absence.NULL) {
      return Flag.FALSE;
    }
    int order =
        switch (left) {
          case Datum.Num(long number) -> Long.compare(number, right.asNumber());
          case Datum.Text _, Datum.Ref _ -> TextPositions.compare(left.asText(), right.asText());
          case Datum.Moment(Instant instant) -> instant.compareTo(right.asMoment());
          case Flag _, Datum.Bytes _, Absence _, Datum.Many _ ->
              throw Fault.type("a number, text or a date", left);
        };
    return Flag.of(
        switch (operator) {
          case LESS -> order < 0;
          case LESS_OR_EQUAL -> order <= 0;
          case GREATER -> order > 0;
          case GREATER_OR_EQUAL -> order >= 0;
          case AND, OR, EQUAL, UNEQUAL, ADD, SUBTRACT, MULTIPLY, DIVIDE, CONCATENATE ->
              throw new IllegalArgumentException("no order: " + operator);
        });
  }

  private static Datum compute(Operator operator, Datum left, Datum right) {
    if (left == Absence.NULL || right == Absence.NULL) {
      return Absence.NULL;
    }
    long a = left.asNumber();
    long b = right.asNumber();
    if (b == 0 && operator == Operator.DIVIDE) {
      throw Fault.value("division by zero");
    }
    try {
      return new Datum.Num(
          switch (operator) {
            case ADD -> Math.addExact(a, b);
            case SUBTRACT -> Math.subtractExact(a, b);
            case MULTIPLY -> Math.multiplyExact(a, b);
            case DIVIDE -> Math.divideExact(a, b);
            case AND, OR, EQUAL, UNEQUAL, LESS, LESS_OR_EQUAL -> throw noArithmetic(operator);
            case GREATER, GREATER_OR_EQUAL, CONCATENATE -> throw noArithmetic(operator);
          });
    } catch (ArithmeticException _) {
      throw Fault.value("the result has more than 64 bits");
    }
  }

  private static IllegalArgumentException noArithmetic(Operator operator) {
    return new IllegalArgumentException("no arithmetic: " + operator);
  }

  /// Joins texts, or binary to binary; NULL adds nothing.
  private static Datum concatenate(Datum left, Datum right) {
    if (left instanceof Datum.Bytes || right instanceof Datum.Bytes) {
      byte[] first = left == Absence.NULL ? new byte[0] : left.asBytes();
      byte[] second = right == Absence.NULL ? new byte[0] : right.asBytes();
      byte[] joined = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, joined, first.length, second.length);
      return Datum.of(joined);
    }
    String first = left == Absence.NULL ? "" : left.asText();
    String second = right == Absence.NULL ? "" : right.asText();
    return Datum.of(first + second);
  }
}
