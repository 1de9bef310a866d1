// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Datum.Absence;
import dev.understudy.engine.expr.Datum.Flag;
import dev.understudy.engine.expr.EvaluationException.ErrorName;
import dev.understudy.engine.expr.Function.Nulls;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// From one type to another.
final class ConversionFunctions {
  private ConversionFunctions() {}

  static void define(Functions functions) {
    functions.one("CBool(bool|num|text value): bool", Nulls.FALSE, ConversionFunctions::bool);
    functions.one("CNum(str|num|bin value): num", Nulls.NULL, ConversionFunctions::num);
    // Bytes are refused when it is run, not when it is compiled: the shipped rules write
    // IIF(IsString([objectGUID]),CStr([objectGUID]),…) about an attribute that the schema calls
    // binary.
    functions.one(
        "CStr(str|num|bool|bin value): text", Nulls.NULL, value -> Datum.of(string(value)));
    functions.one("CRef(str value): ref", Nulls.NULL, ConversionFunctions::ref);
    functions.one("CGuid(str value): bin", Nulls.NULL, ConversionFunctions::guid);
    functions.two("CBin(num value, num size): bin", Nulls.NULL, ConversionFunctions::bin);
    functions.one(
        "StringFromGuid(bin value): text",
        Nulls.NULL,
        value -> new Datum.Text(Identifiers.guid(value.asBytes())));
    functions.one(
        "StringFromSid(bin value): text",
        Nulls.NULL,
        value -> new Datum.Text(Identifiers.sid(value.asBytes())));
  }

  private static Datum bool(Datum value) {
    return switch (value) {
      case Flag flag -> flag;
      case Datum.Num(long number) -> Flag.of(number != 0);
      case Datum.Text(String text) when text.equalsIgnoreCase("True") -> Flag.TRUE;
      case Datum.Text(String text) when text.equalsIgnoreCase("False") -> Flag.FALSE;
      case Datum.Text(String text) -> {
        Long number = number(text);
        if (number == null) {
          throw Fault.type("True, False or a number", value);
        }
        yield Flag.of(number != 0);
      }
      case Datum.Bytes _, Datum.Ref _, Datum.Moment _, Datum.Many _, Absence _ ->
          throw Fault.type("True, False or a number", value);
    };
  }

  private static Datum num(Datum value) {
    return switch (value) {
      case Datum.Num number -> number;
      case Datum.Bytes(byte[] bytes) -> littleEndian(value, bytes);
      case Datum.Text _, Datum.Ref _, Flag _, Datum.Moment _, Datum.Many _, Absence _ -> {
        Long number = number(value.asText());
        if (number == null) {
          throw Fault.value("not a 64-bit whole number: " + value.describe());
        }
        yield new Datum.Num(number);
      }
    };
  }

  /// The number that bytes are, least significant first, as in all structures of Windows.
  private static Datum littleEndian(Datum value, byte[] bytes) {
    long number = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (i >= Long.BYTES && bytes[i] != 0) {
        throw Fault.value("not a 64-bit whole number: " + value.describe());
      }
      number = number << 8 | Byte.toUnsignedInt(bytes[i]);
    }
    return new Datum.Num(number);
  }

  private static Datum bin(Datum value, Datum size) {
    long number = value.asNumber();
    long length = size.asNumber();
    if (length < 1 || length > Long.BYTES) {
      throw Fault.value("the size must be 1 to 8 bytes, not " + length);
    }
    byte[] bytes = new byte[(int) length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (number >> (8 * i));
    }
    long lost = length == Long.BYTES ? 0 : number >> (8 * length);
    if (lost != 0) {
      throw Fault.value("%d does not fit into size %d".formatted(number, length));
    }
    return new Datum.Bytes(bytes);
  }

  /// The number a text is: decimal, or hexadecimal after `&H` or `0x`; null where it is none.
  static @Nullable Long number(String text) {
    String digits = text.strip();
    if (digits.length() > 20 || !digits.chars().allMatch(c -> c < 128)) {
      return null;
    }
    try {
      if (digits.regionMatches(true, 0, "&H", 0, 2) || digits.regionMatches(true, 0, "0x", 0, 2)) {
        return hexadecimal(digits.substring(2));
      }
      return Long.valueOf(Long.parseLong(digits));
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static @Nullable Long hexadecimal(String digits) {
    boolean signed = digits.startsWith("-") || digits.startsWith("+");
    return signed || digits.length() > 16
        ? null
        : Long.valueOf(new BigInteger(digits, 16).longValue());
  }

  private static String string(Datum value) {
    return switch (value) {
      case Datum.Num(long number) -> Long.toString(number);
      case Flag flag -> flag == Flag.TRUE ? "True" : "False";
      case Datum.Text _, Datum.Ref _, Datum.Bytes _, Datum.Moment _, Datum.Many _, Absence _ ->
          value.asText();
    };
  }

  private static Datum ref(Datum value) {
    if (value instanceof Datum.Ref) {
      return value;
    }
    try {
      return new Datum.Ref(Dn.of(value.asText()));
    } catch (DnSyntaxException e) {
      throw new Fault(ErrorName.DN_SYNTAX, String.valueOf(e.getMessage()));
    }
  }

  private static Datum guid(Datum value) {
    byte[] bytes = Identifiers.guidBytes(value.asText());
    if (bytes == null) {
      throw Fault.value(
          "not a GUID such as 12345678-90ab-cdef-1234-567890abcdef: " + value.describe());
    }
    return new Datum.Bytes(bytes);
  }
}
