// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.query;

import dev.understudy.tenant.wire.GraphException;
import java.util.ArrayList;
import java.util.List;

/// Cuts the text of a filter into words.
final class Lexer {
  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    List<Token> tokens = new ArrayList<>();
    Token token;
    do {
      token = lexer.next();
      tokens.add(token);
    } while (token.kind() != Token.Kind.END);
    return tokens;
  }

  private Token next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return new Token(Token.Kind.END, "");
    }
    char c = text.charAt(at);
    return switch (c) {
      case '(' -> sign(Token.Kind.OPEN);
      case ')' -> sign(Token.Kind.CLOSE);
      case ',' -> sign(Token.Kind.COMMA);
      case ':' -> sign(Token.Kind.COLON);
      case '/' -> sign(Token.Kind.SLASH);
      case '\'' -> string();
      default -> word();
    };
  }

  private Token sign(Token.Kind kind) {
    return new Token(kind, String.valueOf(text.charAt(at++)));
  }

  /// A quote within a string is written twice.
  private Token string() {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '\'') {
        value.append(c);
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '\'') {
        value.append(c);
        at++;
      } else {
        at++;
        return new Token(Token.Kind.STRING, value.toString());
      }
    }
    throw unreadable("an unterminated string literal");
  }

  private Token word() {
    int start = at;
    while (at < text.length() && isPart(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw unreadable("a syntax error at position " + at);
    }
    String word = text.substring(start, at);
    boolean number = Character.isDigit(word.charAt(0)) || word.charAt(0) == '-';
    return new Token(number ? Token.Kind.NUMBER : Token.Kind.WORD, word);
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || "_$.-".indexOf(c) >= 0;
  }

  private GraphException unreadable(String what) {
    return GraphException.badRequest(
        "BadRequest", "Invalid filter clause: there is %s in '%s'.".formatted(what, text));
  }
}
