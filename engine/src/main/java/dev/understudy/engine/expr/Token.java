// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

/// A word of the source.
///
/// @param text what it stands for: the content of a string with escapes resolved, the name without
///   its brackets, the digits of a number in decimal
record Token(Kind kind, String text, Place place) {

  enum Kind {
    STRING,
    NUMBER,
    ATTRIBUTE,
    PARAMETER,
    VARIABLE,
    NAME,
    OPERATOR,
    LEFT,
    RIGHT,
    COMMA,
    END;

    /// Whether an operand ends with such a token, so that an operator may follow.
    boolean endsOperand() {
      return switch (this) {
        case STRING, NUMBER, ATTRIBUTE, PARAMETER, VARIABLE, NAME, RIGHT -> true;
        case OPERATOR, LEFT, COMMA, END -> false;
      };
    }
  }

  boolean isOperator(String symbol) {
    return kind == Kind.OPERATOR && text.equals(symbol);
  }

  /// The token as messages show it.
  String words() {
    return switch (kind) {
      case STRING -> "the text \"" + TextPositions.start(text, 40) + '"';
      case NUMBER -> "the number " + text;
      case END -> "the end of the expression";
      case ATTRIBUTE, PARAMETER, VARIABLE, NAME, OPERATOR, LEFT, RIGHT, COMMA ->
          "\"" + canonical() + '"';
    };
  }

  /// The one way to write the token.
  String canonical() {
    return switch (kind) {
      case STRING -> '"' + text.replace("\\", "\\\\").replace("\"", "\"\"") + '"';
      case ATTRIBUTE -> "[" + text + "]";
      case PARAMETER -> "%" + text + "%";
      case VARIABLE -> "$" + text;
      case NUMBER, NAME, OPERATOR, LEFT, RIGHT, COMMA, END -> text;
    };
  }
}
