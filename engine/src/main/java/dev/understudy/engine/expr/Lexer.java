// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts a source into tokens. A character that belongs to none is reported and left out, so that
/// the rest can still be checked.
final class Lexer {
  private final String source;
  private final Issues issues;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int column = 1;
  private int counted;

  Lexer(String source, Issues issues) {
    this.source = source;
    this.issues = issues;
  }

  /// The tokens; the last is the end.
  List<Token> tokens() {
    while (true) {
      skipSpace();
      if (at >= source.length()) {
        add(Token.Kind.END, "", place());
        return tokens;
      }
      next();
    }
  }

  private void next() {
    Place place = place();
    char c = source.charAt(at);
    switch (c) {
      case '(' -> single(Token.Kind.LEFT, place);
      case ')' -> single(Token.Kind.RIGHT, place);
      case ',' -> single(Token.Kind.COMMA, place);
      case '"' -> string(place);
      case '[' -> delimited(Token.Kind.ATTRIBUTE, ']', place);
      case '%' -> delimited(Token.Kind.PARAMETER, '%', place);
      case '$' -> variable(place);
      case '=', '<', '>', '+', '-', '*', '/', '&', '|', '!' -> operator(c, place);
      default -> {
        if (isDigit(c)) {
          number(place);
        } else if (isNameStart(c)) {
          add(Token.Kind.NAME, word(), place);
        } else {
          stray(place);
        }
      }
    }
  }

  private void single(Token.Kind kind, Place place) {
    add(kind, source.substring(at, at + 1), place);
    at++;
  }

  /// Reads a string. `\\` is one backslash and `""` one quote; any other backslash stands for
  /// itself, because the shipped rules and those of users are full of paths.
  private void string(Place place) {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '"' && !startsWith("\"\"")) {
        at++;
        add(Token.Kind.STRING, text.toString(), place);
        return;
      }
      text.append(c);
      if (c == '\n') {
        newLine();
      }
      at += c == '"' || startsWith("\\\\") ? 2 : 1;
    }
    issues.add(place, "the text that starts here has no closing quote");
    add(Token.Kind.STRING, text.toString(), place);
  }

  private void delimited(Token.Kind kind, char end, Place place) {
    int close = source.indexOf(end, at + 1);
    int lineEnd = source.indexOf('\n', at);
    String what = kind == Token.Kind.ATTRIBUTE ? "attribute" : "parameter";
    if (close < 0 || (lineEnd >= 0 && lineEnd < close)) {
      issues.add(place, "the " + what + " that starts here has no closing \"" + end + '"');
      at = lineEnd < 0 ? source.length() : lineEnd;
      add(kind, "", place);
      return;
    }
    String name = source.substring(at + 1, close).strip();
    if (name.isEmpty()) {
      issues.add(place, "the name of the " + what + " is expected here");
    }
    add(kind, name, place);
    at = close + 1;
  }

  private void variable(Place place) {
    at++;
    String name = word();
    if (name.isEmpty()) {
      issues.add(place, "a variable name is expected after \"$\"");
    }
    add(Token.Kind.VARIABLE, name, place);
  }

  private void number(Place place) {
    int start = at;
    while (at < source.length() && isDigit(source.charAt(at))) {
      at++;
    }
    int end = at;
    if (at + 1 < source.length() && source.charAt(at) == '.' && isDigit(source.charAt(at + 1))) {
      at++;
      word();
      issues.add(place, "numbers are whole; \"" + shown(start) + "\" has a fraction");
    } else if (at < source.length() && isNamePart(source.charAt(at))) {
      word();
      issues.add(place, "\"" + shown(start) + "\" is neither a number nor a name");
    }
    add(Token.Kind.NUMBER, source.substring(start, end), place);
  }

  /// Reads `&H` and hexadecimal digits. They are the bits of a 64-bit number, as
  /// `&HFFFFFFFFFFFFFFFF` for -1.
  private void hexadecimal(Place place) {
    int start = at;
    at += 2;
    String digits = word();
    boolean hex = !digits.isEmpty() && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    if (!hex) {
      issues.add(place, "hexadecimal digits are expected after \"&H\"");
      add(Token.Kind.NUMBER, "0", place);
      return;
    }
    BigInteger number = new BigInteger(digits, 16);
    if (number.bitLength() > Long.SIZE) {
      issues.add(place, "the number " + shown(start) + " has more than 64 bits");
    }
    add(Token.Kind.NUMBER, Long.toString(number.longValue()), place);
  }

  private void operator(char c, Place place) {
    boolean afterOperand = !tokens.isEmpty() && tokens.getLast().kind().endsOperand();
    if (!afterOperand && (startsWith("&H") || startsWith("&h"))) {
      hexadecimal(place);
      return;
    }
    for (String two : List.of("&&", "||", "<=", ">=", "<>")) {
      if (startsWith(two)) {
        add(Token.Kind.OPERATOR, two, place);
        at += 2;
        return;
      }
    }
    String foreign = foreignOperator();
    if (foreign != null) {
      int length = foreign.equals("||") ? 1 : 2;
      String found = source.substring(at, Math.min(source.length(), at + length));
      issues.add(place, "unknown operator \"" + found + '"', foreign);
      add(Token.Kind.OPERATOR, foreign, place);
      at += found.length();
    } else if (c == '!') {
      stray(place);
    } else {
      add(Token.Kind.OPERATOR, String.valueOf(c), place);
      at++;
    }
  }

  /// Our operator for one that other languages have.
  private @Nullable String foreignOperator() {
    if (startsWith("==")) {
      return "=";
    }
    if (startsWith("!=")) {
      return "<>";
    }
    if (startsWith("=<")) {
      return "<=";
    }
    if (startsWith("=>")) {
      return ">=";
    }
    return startsWith("|") ? "||" : null;
  }

  private void stray(Place place) {
    int codePoint = source.codePointAt(at);
    String suggestion = "“”„‟«»'‘’".indexOf(codePoint) >= 0 ? "\"" : null;
    String shown =
        Character.isISOControl(codePoint)
            ? "character U+%04X".formatted(codePoint)
            : "\"" + Character.toString(codePoint) + '"';
    issues.add(place, "unexpected " + shown, suggestion);
    at += Character.charCount(codePoint);
  }

  private String word() {
    int start = at;
    while (at < source.length() && isNamePart(source.charAt(at))) {
      at++;
    }
    return source.substring(start, at);
  }

  private String shown(int start) {
    return TextPositions.start(source.substring(start, at), 40);
  }

  private void skipSpace() {
    while (at < source.length() && isSpace(source.charAt(at))) {
      if (source.charAt(at) == '\n') {
        newLine();
      }
      at++;
    }
  }

  private void newLine() {
    line++;
    column = 1;
    counted = at + 1;
  }

  private Place place() {
    column += source.codePointCount(counted, at);
    counted = at;
    return new Place(line, column);
  }

  private void add(Token.Kind kind, String text, Place place) {
    tokens.add(new Token(kind, text, place));
  }

  private boolean startsWith(String text) {
    return source.startsWith(text, at);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || c == '\u00A0' || c == '\uFEFF';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c);
  }
}
