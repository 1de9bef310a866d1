// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Datum.Absence;
import dev.understudy.engine.expr.Function.Nulls;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/// Parts, padding, white space and case of texts. Positions and lengths count characters, of binary
/// bytes.
final class TextFunctions {
  private TextFunctions() {}

  static void define(Functions functions) {
    functions.one("LCase(str value): text", Nulls.NULL, text(TextFunctions::lower));
    functions.one("UCase(str value): text", Nulls.NULL, text(TextFunctions::upper));
    functions.one("PCase(str value): text", Nulls.NULL, text(TextFunctions::proper));
    functions.one("Trim(str value): text", Nulls.NULL, text(s -> trim(s, true, true)));
    functions.one("LTrim(str value): text", Nulls.NULL, text(s -> trim(s, true, false)));
    functions.one("RTrim(str value): text", Nulls.NULL, text(s -> trim(s, false, true)));
    functions.one("Len(str|bin value): num", Nulls.ZERO, value -> new Datum.Num(length(value)));
    functions.two("Left(str|bin value, num length): same", Nulls.EMPTY, TextFunctions::left);
    functions.two("Right(str|bin value, num length): same", Nulls.EMPTY, TextFunctions::right);
    functions.more(
        "Mid(str|bin value, num start, num length): same", Nulls.EMPTY, TextFunctions::mid);
    functions.more(
        "PadLeft(str value, num length, str character): text",
        Nulls.PASSED,
        each -> pad(each, (value, padding) -> padding + value));
    functions.more(
        "PadRight(str value, num length, str character): text",
        Nulls.PASSED,
        each -> pad(each, String::concat));
  }

  /// A function of a text; what it leaves unchanged is not made anew.
  private static Function.Unary text(UnaryOperator<String> function) {
    return value -> {
      String before = value.asText();
      String after = function.apply(before);
      boolean same = after.equals(before) && value instanceof Datum.Text;
      return same ? value : Datum.of(after);
    };
  }

  /// Lower case, character by character: the length stays, whatever the language.
  private static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c) || Character.toLowerCase(c) != c) {
        return map(text, Character::toLowerCase);
      }
    }
    return text;
  }

  private static String upper(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c) || Character.toUpperCase(c) != c) {
        return map(text, Character::toUpperCase);
      }
    }
    return text;
  }

  private static String map(String text, IntUnaryOperator each) {
    StringBuilder mapped = new StringBuilder(text.length());
    text.codePoints().map(each).forEach(mapped::appendCodePoint);
    return mapped.toString();
  }

  private static String proper(String text) {
    StringBuilder proper = new StringBuilder(text.length());
    boolean start = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      proper.appendCodePoint(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
      start = c == ' ';
      i += Character.charCount(c);
    }
    return proper.toString();
  }

  private static String trim(String text, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    while (left && start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (right && end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return c <= ' ' ? c == ' ' || (c >= '\t' && c <= '\r') : isWideSpace(c);
  }

  private static boolean isWideSpace(char c) {
    return c >= '\u0080' && (Character.isSpaceChar(c) || c == '\u0085');
  }

  private static int length(Datum value) {
    return value instanceof Datum.Bytes(byte[] bytes)
        ? bytes.length
        : TextPositions.length(value.asText());
  }

  private static Datum left(Datum value, Datum length) {
    long count = length.asNumber();
    if (count < 0) {
      return value;
    }
    if (value instanceof Datum.Bytes(byte[] bytes)) {
      return count >= bytes.length ? value : new Datum.Bytes(Arrays.copyOf(bytes, (int) count));
    }
    return same(value, TextPositions.start(value.asText(), count));
  }

  private static Datum right(Datum value, Datum length) {
    long count = length.asNumber();
    if (count < 0) {
      return value;
    }
    if (value instanceof Datum.Bytes(byte[] bytes)) {
      return count >= bytes.length
          ? value
          : new Datum.Bytes(Arrays.copyOfRange(bytes, bytes.length - (int) count, bytes.length));
    }
    return same(value, TextPositions.end(value.asText(), count));
  }

  private static Datum mid(Datum[] arguments) {
    Datum value = arguments[0];
    long start = arguments[1].asNumber();
    long count = arguments[2].asNumber();
    if (count == 0) {
      return value instanceof Datum.Bytes ? new Datum.Bytes(new byte[0]) : Datum.Text.EMPTY;
    }
    if (count < 0 || start <= 0 || start > length(value)) {
      return value;
    }
    if (value instanceof Datum.Bytes(byte[] bytes)) {
      int from = (int) start - 1;
      int to = (int) Math.min(bytes.length, from + Math.min(count, bytes.length));
      return new Datum.Bytes(Arrays.copyOfRange(bytes, from, to));
    }
    String text = value.asText();
    int from = TextPositions.after(text, 0, start - 1);
    return same(value, text.substring(from, TextPositions.after(text, from, count)));
  }

  private static Datum same(Datum value, String text) {
    boolean same = value instanceof Datum.Text(String before) && before.length() == text.length();
    return same ? value : Datum.of(text);
  }

  private interface Joining {
    String join(String value, String padding);
  }

  private static Datum pad(Datum[] arguments, Joining joining) {
    if (arguments[0] == Absence.NULL) {
      return Datum.Text.EMPTY;
    }
    String text = arguments[0].asText();
    long length = arguments[1].asNumber();
    String character = arguments[2].asText();
    if (TextPositions.length(character) != 1) {
      throw Fault.value("the padding must be one character, not " + arguments[2].describe());
    }
    long missing = length - TextPositions.length(text);
    if (missing <= 0) {
      return arguments[0];
    }
    if (missing > Limits.TEXT_CHARS_MAX) {
      throw Datum.tooLong("text of", length, Limits.TEXT_CHARS_MAX, "characters");
    }
    return Datum.of(joining.join(text, character.repeat((int) missing)));
  }
}
