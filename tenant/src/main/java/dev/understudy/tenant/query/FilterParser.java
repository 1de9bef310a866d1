// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.query;

import dev.understudy.tenant.wire.GraphException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `$filter`: or, and, not, comparisons, `in`, startswith, endswith, contains, `any`.
final class FilterParser {
  private static final int ALTERNATIVES_MAX = 15;

  private final String text;
  private final List<Token> tokens;
  private int at;
  private @Nullable String variable;

  FilterParser(String text) {
    this.text = text;
    this.tokens = Lexer.tokens(text);
  }

  Filter parse() {
    Filter filter = or();
    expect(Token.Kind.END);
    if (Filter.alternatives(filter).size() > ALTERNATIVES_MAX) {
      throw GraphException.badRequest(
          "Request_UnsupportedQuery",
          "Too many child clauses specified in search filter expression containing 'OR' operators:"
              + " %d. Max allowed: %d."
                  .formatted(Filter.alternatives(filter).size(), ALTERNATIVES_MAX));
    }
    return filter;
  }

  private Filter or() {
    Filter left = and();
    while (peek().is("or")) {
      at++;
      left = new Filter.Or(left, and());
    }
    return left;
  }

  private Filter and() {
    Filter left = not();
    while (peek().is("and")) {
      at++;
      left = new Filter.And(left, not());
    }
    return left;
  }

  private Filter not() {
    if (peek().is("not")) {
      at++;
      return new Filter.Not(not());
    }
    if (peek().kind() == Token.Kind.OPEN) {
      at++;
      Filter inner = or();
      expect(Token.Kind.CLOSE);
      return inner;
    }
    return comparison();
  }

  private Filter comparison() {
    String word = expect(Token.Kind.WORD).text();
    Filter.Operator function =
        switch (word) {
          case "startswith", "startsWith" -> Filter.Operator.STARTS_WITH;
          case "endswith", "endsWith" -> Filter.Operator.ENDS_WITH;
          case "contains" -> Filter.Operator.CONTAINS;
          default -> null;
        };
    if (function != null && peek().kind() == Token.Kind.OPEN) {
      return function(function);
    }
    List<String> path = new ArrayList<>(List.of(word));
    while (peek().kind() == Token.Kind.SLASH) {
      at++;
      String step = expect(Token.Kind.WORD).text();
      if (step.equals("any") && peek().kind() == Token.Kind.OPEN) {
        return any(path);
      }
      path.add(step);
    }
    return operator(path);
  }

  private Filter function(Filter.Operator operator) {
    expect(Token.Kind.OPEN);
    List<String> path = path();
    expect(Token.Kind.COMMA);
    String value = literal();
    expect(Token.Kind.CLOSE);
    return new Filter.Comparison(path, operator, value, false);
  }

  private Filter any(List<String> path) {
    expect(Token.Kind.OPEN);
    variable = expect(Token.Kind.WORD).text();
    expect(Token.Kind.COLON);
    Filter inner = or();
    expect(Token.Kind.CLOSE);
    variable = null;
    return within(path, inner);
  }

  /// Moves conditions on the variable to the list that it runs over.
  private Filter within(List<String> path, Filter inner) {
    return switch (inner) {
      case Filter.And(Filter left, Filter right) ->
          new Filter.And(within(path, left), within(path, right));
      case Filter.Or(Filter left, Filter right) ->
          new Filter.Or(within(path, left), within(path, right));
      case Filter.Not(Filter filter) -> new Filter.Not(within(path, filter));
      case Filter.Comparison(_, Filter.Operator operator, String value, _) ->
          new Filter.Comparison(path, operator, value, true);
    };
  }

  private Filter operator(List<String> path) {
    if (path.size() == 1 && path.getFirst().equals(variable)) {
      path = List.of();
    }
    String operator = expect(Token.Kind.WORD).text();
    if (operator.equals("in")) {
      return in(path);
    }
    for (Filter.Operator known : Filter.Operator.values()) {
      if (known.name().toLowerCase(java.util.Locale.ROOT).equals(operator)) {
        return new Filter.Comparison(path, known, literal(), false);
      }
    }
    throw unreadable("the unknown operator " + operator);
  }

  private Filter in(List<String> path) {
    expect(Token.Kind.OPEN);
    Filter filter = new Filter.Comparison(path, Filter.Operator.EQ, literal(), false);
    while (peek().kind() == Token.Kind.COMMA) {
      at++;
      filter =
          new Filter.Or(filter, new Filter.Comparison(path, Filter.Operator.EQ, literal(), false));
    }
    expect(Token.Kind.CLOSE);
    return filter;
  }

  private List<String> path() {
    List<String> path = new ArrayList<>(List.of(expect(Token.Kind.WORD).text()));
    while (peek().kind() == Token.Kind.SLASH) {
      at++;
      path.add(expect(Token.Kind.WORD).text());
    }
    return path;
  }

  private @Nullable String literal() {
    Token token = tokens.get(at++);
    return switch (token.kind()) {
      case STRING, NUMBER -> token.text();
      case WORD -> token.text().equals("null") ? null : token.text();
      case OPEN, CLOSE, COMMA, COLON, SLASH, END -> throw unreadable("no value where one must be");
    };
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token expect(Token.Kind kind) {
    Token token = tokens.get(at);
    if (token.kind() != kind) {
      throw unreadable("a syntax error at '" + token.text() + "'");
    }
    at++;
    return token;
  }

  private GraphException unreadable(String what) {
    return GraphException.badRequest(
        "BadRequest", "Invalid filter clause: there is %s in '%s'.".formatted(what, text));
  }
}
