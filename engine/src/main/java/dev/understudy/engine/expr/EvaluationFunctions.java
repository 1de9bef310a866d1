// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Datum.Absence;
import dev.understudy.engine.expr.Datum.Flag;
import dev.understudy.engine.expr.Function.Nulls;
import java.util.List;

/// Questions about values, and bits of numbers.
final class EvaluationFunctions {
  private EvaluationFunctions() {}

  static void define(Functions functions) {
    functions.one("IsNull(any value): bool", Nulls.PASSED, value -> Flag.of(isNull(value)));
    functions.one("IsEmpty(any value): bool", Nulls.PASSED, value -> Flag.of(isEmpty(value)));
    functions.one(
        "IsNullOrEmpty(any value): bool", Nulls.PASSED, value -> Flag.of(!isPresent(value)));
    functions.one("IsPresent(any value): bool", Nulls.PASSED, value -> Flag.of(isPresent(value)));
    functions.one("IsDate(exp value): bool", Nulls.FALSE, value -> Flag.of(isDate(value)));
    functions.one("IsGuid(exp value): bool", Nulls.FALSE, value -> Flag.of(isGuid(value)));
    functions.one("IsNumeric(exp value): bool", Nulls.FALSE, value -> Flag.of(isNumeric(value)));
    functions.one("IsString(exp value): bool", Nulls.FALSE, value -> Flag.of(isString(value)));
    functions.two(
        "IsBitSet(num value, num flag): bool",
        Nulls.FALSE,
        (value, flag) -> Flag.of((value.asNumber() & flag.asNumber()) != 0));
    functions.two(
        "BitAnd(num value, num mask): num",
        Nulls.NULL,
        (value, mask) -> new Datum.Num(value.asNumber() & mask.asNumber()));
    functions.two(
        "BitOr(num value, num mask): num",
        Nulls.NULL,
        (value, mask) -> new Datum.Num(value.asNumber() | mask.asNumber()));
  }

  private static boolean isNull(Datum value) {
    return value == Absence.NULL
        || (value instanceof Datum.Many(List<Datum> elements)
            && elements.stream().allMatch(EvaluationFunctions::isNull));
  }

  private static boolean isEmpty(Datum value) {
    return !isNull(value) && !isPresent(value);
  }

  private static boolean isPresent(Datum value) {
    return switch (value) {
      case Absence _ -> false;
      case Datum.Text(String text) -> !text.isEmpty();
      case Datum.Bytes(byte[] bytes) -> bytes.length > 0;
      case Datum.Many(List<Datum> elements) ->
          elements.stream().anyMatch(EvaluationFunctions::isPresent);
      case Datum.Num _, Flag _, Datum.Ref _, Datum.Moment _ -> true;
    };
  }

  private static boolean isDate(Datum value) {
    return value instanceof Datum.Moment
        || (value instanceof Datum.Text(String text) && DateText.parse(text) != null);
  }

  private static boolean isGuid(Datum value) {
    return value instanceof Datum.Text(String text) && Identifiers.guidBytes(text) != null;
  }

  private static boolean isNumeric(Datum value) {
    return value instanceof Datum.Num
        || (value instanceof Datum.Text(String text) && ConversionFunctions.number(text) != null);
  }

  /// Whether `CStr` takes the value. The shipped rules tell a textual anchor from a binary one so.
  private static boolean isString(Datum value) {
    return switch (value) {
      case Datum.Text _, Datum.Num _, Flag _, Datum.Ref _ -> true;
      case Datum.Bytes _, Datum.Moment _, Datum.Many _, Absence _ -> false;
    };
  }
}
