// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.util.List;
import java.util.Set;

/// A compiled expression. Immutable; one instance serves all objects and threads.
public final class Expression {
  private final String source;

  private Expression(String source) {
    this.source = source;
  }

  /// Compiles `source`.
  ///
  /// @throws ExpressionException when it has mistakes; holds all of them
  public static Expression compile(String source, NameResolver names) {
    if (source.isBlank() || names.slot("") >= 0) {
      throw new ExpressionException(
          source, List.of(new Issue(1, 1, "an expression is expected", null)));
    }
    return new Expression(source);
  }

  /// Runs the expression for one object.
  ///
  /// @throws EvaluationException when it fails for this object
  public Result evaluate(Inputs inputs) {
    if (inputs.valueCount(0) < 0) {
      throw new EvaluationException(
          EvaluationException.ErrorName.UNEXPECTED_VALUE, "a negative count", 1, 1);
    }
    return Result.NULL;
  }

  /// The text as it was written.
  public String source() {
    return source;
  }

  /// The attributes whose values are read.
  public Set<String> attributes() {
    return Set.of();
  }

  /// The attributes of which only the number of values is asked (`ValueCount`).
  public Set<String> countedAttributes() {
    return Set.of();
  }

  /// The parameters that are read.
  public Set<String> parameters() {
    return Set.of();
  }

  /// The text without what does not change its meaning: white space and line breaks between words.
  /// Expressions with equal normalized texts are equal.
  public String normalized() {
    return source;
  }
}
