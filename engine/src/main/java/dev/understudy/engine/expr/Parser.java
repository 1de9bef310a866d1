// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Operator.Tier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recursive descent over the grammar of `spec/engine.md` §3.1. After a mistake inside the
/// arguments of a call it goes on with the next argument.
final class Parser {
  private final List<Token> tokens;
  private final Issues issues;
  private int at;
  private int depth;

  Parser(List<Token> tokens, Issues issues) {
    this.tokens = tokens;
    this.issues = issues;
  }

  /// The whole source as one expression.
  Ast parse() {
    Place start = token().place();
    try {
      Ast whole = expression();
      if (token().kind() != Token.Kind.END) {
        issues.add(token().place(), "an operator or the end is expected, not " + token().words());
      }
      return whole;
    } catch (Mistake _) {
      return new Ast.Broken(start);
    }
  }

  private Ast expression() {
    return chain(Tier.LOGIC);
  }

  private Ast chain(Tier tier) {
    Ast first = operand(tier);
    Operator operator = Operator.of(token(), tier);
    if (operator == null) {
      return first;
    }
    List<Ast.Link> links = new ArrayList<>();
    while (operator != null) {
      Place place = token().place();
      at++;
      links.add(new Ast.Link(place, operator, operand(tier)));
      operator = Operator.of(token(), tier);
    }
    return new Ast.Chain(first.place(), first, List.copyOf(links));
  }

  private Ast operand(Tier tier) {
    return switch (tier) {
      case LOGIC -> chain(Tier.COMPARISON);
      case COMPARISON -> chain(Tier.ARITHMETIC);
      case ARITHMETIC -> unary();
    };
  }

  private Ast unary() {
    Token token = token();
    if (!token.isOperator("-")) {
      return primary();
    }
    at++;
    if (token().kind() == Token.Kind.NUMBER) {
      Ast number = number(token.place(), "-" + token().text());
      at++;
      return number;
    }
    return new Ast.Negation(token.place(), primary());
  }

  private Ast primary() {
    Token token = token();
    Place place = token.place();
    at++;
    return switch (token.kind()) {
      case STRING -> new Ast.Literal(place, text(token.text()));
      case NUMBER -> number(place, token.text());
      case ATTRIBUTE ->
          token.text().isEmpty() ? new Ast.Broken(place) : new Ast.Attribute(place, token.text());
      case PARAMETER ->
          token.text().isEmpty() ? new Ast.Broken(place) : new Ast.Parameter(place, token.text());
      case VARIABLE -> new Ast.Variable(place, token.text());
      case NAME -> nameOrCall(token);
      case LEFT -> group(place);
      case OPERATOR, RIGHT, COMMA, END -> {
        at--;
        throw mistake("a value is expected, not " + token.words());
      }
    };
  }

  private static Datum text(String text) {
    return text.isEmpty() ? Datum.Text.EMPTY : new Datum.Text(text);
  }

  private Ast number(Place place, String digits) {
    try {
      return new Ast.Literal(place, new Datum.Num(Long.parseLong(digits)));
    } catch (NumberFormatException _) {
      String shown = TextPositions.start(digits, 40);
      issues.add(place, "the number " + shown + " has more than 64 bits");
      return new Ast.Broken(place);
    }
  }

  private Ast group(Place place) {
    deeper(place);
    Ast inner = expression();
    if (token().kind() != Token.Kind.RIGHT) {
      throw mistake(
          "\")\" is expected, not %s; the parenthesis was opened at line %d, column %d"
              .formatted(token().words(), place.line(), place.column()));
    }
    at++;
    depth--;
    return inner;
  }

  private Ast nameOrCall(Token name) {
    if (token().kind() == Token.Kind.LEFT) {
      at++;
      return new Ast.Call(name.place(), name.text(), arguments(name));
    }
    Datum literal = literal(name.text());
    return literal == null
        ? new Ast.Name(name.place(), name.text())
        : new Ast.Literal(name.place(), literal);
  }

  private static @Nullable Datum literal(String name) {
    return switch (name) {
      case "True" -> Datum.Flag.TRUE;
      case "False" -> Datum.Flag.FALSE;
      case "NULL" -> Datum.Absence.NULL;
      case "AuthoritativeNull" -> Datum.Absence.AUTHORITATIVE_NULL;
      case "IgnoreThisFlow" -> Datum.Absence.IGNORE_THIS_FLOW;
      case "CRLF" -> new Datum.Text("\r\n");
      default -> null;
    };
  }

  /// The arguments after "(", up to and with ")".
  private List<Ast> arguments(Token function) {
    deeper(function.place());
    List<Ast> arguments = new ArrayList<>();
    if (token().kind() == Token.Kind.RIGHT) {
      at++;
      depth--;
      return arguments;
    }
    while (true) {
      arguments.add(argument());
      Token after = token();
      if (after.kind() != Token.Kind.COMMA && after.kind() != Token.Kind.RIGHT) {
        throw mistake(
            "\",\" or \")\" is expected in the call of %s, not %s"
                .formatted(function.words(), after.words()));
      }
      at++;
      if (after.kind() == Token.Kind.RIGHT) {
        depth--;
        return List.copyOf(arguments);
      }
    }
  }

  private Ast argument() {
    int outer = depth;
    Place place = token().place();
    try {
      Ast argument = expression();
      if (token().kind() == Token.Kind.COMMA || token().kind() == Token.Kind.RIGHT) {
        return argument;
      }
      throw mistake("an operator, \",\" or \")\" is expected, not " + token().words());
    } catch (Mistake mistake) {
      if (mistake.fatal) {
        throw mistake;
      }
      depth = outer;
      skipToNextArgument();
      return new Ast.Broken(place);
    }
  }

  private void skipToNextArgument() {
    int open = 0;
    while (token().kind() != Token.Kind.END) {
      Token.Kind kind = token().kind();
      if (open == 0 && (kind == Token.Kind.COMMA || kind == Token.Kind.RIGHT)) {
        return;
      }
      open += kind == Token.Kind.LEFT ? 1 : kind == Token.Kind.RIGHT ? -1 : 0;
      at++;
    }
    throw new Mistake(true);
  }

  private void deeper(Place place) {
    depth++;
    if (depth > Limits.DEPTH_MAX) {
      issues.add(
          place, "parentheses and calls are nested more than " + Limits.DEPTH_MAX + " levels deep");
      throw new Mistake(true);
    }
  }

  private Token token() {
    return tokens.get(at);
  }

  private Mistake mistake(String message) {
    issues.add(token().place(), message);
    return new Mistake(token().kind() == Token.Kind.END);
  }

  /// Unwinds to where parsing can go on; the mistake itself is already among the issues.
  private static final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Whether nothing sensible can follow.
    final boolean fatal;

    Mistake(boolean fatal) {
      super(null, null, false, false);
      this.fatal = fatal;
    }
  }
}
