// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.EvaluationException.ErrorName;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A compiled expression (`spec/engine.md` §3). Immutable; one instance serves all objects and
/// threads.
public final class Expression {
  private static final Result TRUE = new Result.Values(List.of(Value.of(true)));
  private static final Result FALSE = new Result.Values(List.of(Value.of(false)));

  private final String source;
  private final String normalized;
  private final Node root;
  private final Uses.Summary uses;

  private Expression(String source, String normalized, Node root, Uses.Summary uses) {
    this.source = source;
    this.normalized = normalized;
    this.root = root;
    this.uses = uses;
  }

  /// Compiles `source`.
  ///
  /// @throws ExpressionException when it has mistakes; holds all of them
  public static Expression compile(String source, NameResolver names) {
    Issues issues = new Issues();
    if (source.length() > Limits.SOURCE_CHARS_MAX) {
      issues.add(
          new Place(1, 1),
          "the expression has %,d characters; the limit is %,d"
              .formatted(source.length(), Limits.SOURCE_CHARS_MAX));
      issues.throwIfAny("");
    }
    List<Token> tokens = new Lexer(source, issues).tokens();
    Ast ast = new Parser(tokens, issues).parse();
    Uses uses = new Uses(names, issues);
    Node root = new Checker(uses, issues).compile(ast);
    issues.throwIfAny(source);
    return new Expression(source, normalize(tokens), root, uses.summary());
  }

  /// Runs the expression for one object.
  ///
  /// @throws EvaluationException when it fails for this object
  public Result evaluate(Inputs inputs) {
    return result(root.eval(new Frame(inputs, uses.variables())));
  }

  /// The text as it was written.
  public String source() {
    return source;
  }

  /// The attributes whose values are read.
  public Set<String> attributes() {
    return uses.values();
  }

  /// The attributes of which only the number of values is asked (`ValueCount`).
  public Set<String> countedAttributes() {
    return uses.counted();
  }

  /// The parameters that are read.
  public Set<String> parameters() {
    return uses.parameters();
  }

  /// The text without what does not change its meaning: white space and line breaks between words,
  /// and the notation of numbers. Expressions with equal normalized texts are equal.
  public String normalized() {
    return normalized;
  }

  @Override
  public String toString() {
    return source;
  }

  private static String normalize(List<Token> tokens) {
    return tokens.stream().map(Token::canonical).collect(Collectors.joining());
  }

  private static Result result(Datum datum) {
    return switch (datum) {
      case Datum.Absence absence -> absent(absence);
      case Datum.Flag flag -> flag == Datum.Flag.TRUE ? TRUE : FALSE;
      case Datum.Many(List<Datum> elements) -> list(elements);
      case Datum.Text _, Datum.Num _, Datum.Bytes _, Datum.Ref _, Datum.Moment _ -> {
        Value value = value(datum);
        yield value == null ? Result.NULL : new Result.Values(List.of(value));
      }
    };
  }

  private static Result absent(Datum.Absence absence) {
    return switch (absence) {
      case NULL -> Result.NULL;
      case AUTHORITATIVE_NULL -> Result.AUTHORITATIVE_NULL;
      case IGNORE_THIS_FLOW -> Result.IGNORE_THIS_FLOW;
    };
  }

  /// The values of a list. An instruction counts when it is all the list has.
  private static Result list(List<Datum> elements) {
    Set<Value> values = LinkedHashSet.newLinkedHashSet(elements.size());
    for (Datum element : elements) {
      Value value = value(element);
      if (value != null) {
        values.add(value);
      }
    }
    if (!values.isEmpty()) {
      return new Result.Values(Collections.unmodifiableList(new ArrayList<>(values)));
    }
    boolean uniform = Set.copyOf(elements).size() == 1;
    return uniform && elements.getFirst() instanceof Datum.Absence absence
        ? absent(absence)
        : Result.NULL;
  }

  /// The value to store; null where there is none.
  private static @Nullable Value value(Datum datum) {
    return switch (datum) {
      case Datum.Text(String text) -> text.isEmpty() ? null : new Value.Text(text);
      case Datum.Num(long number) -> new Value.Int64(number);
      case Datum.Flag flag -> Value.of(flag == Datum.Flag.TRUE);
      case Datum.Bytes(byte[] bytes) -> bytes.length == 0 ? null : new Value.Binary(bytes);
      case Datum.Ref(Dn dn) -> new Value.Reference(dn);
      case Datum.Moment(Instant instant) ->
          throw new EvaluationException(
              ErrorName.TYPE_MISMATCH,
              "the result is the date %s, which cannot be stored; use FormatDateTime"
                  .formatted(instant),
              1,
              1);
      case Datum.Absence _, Datum.Many _ -> null;
    };
  }
}
