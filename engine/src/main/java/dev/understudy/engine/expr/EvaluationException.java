// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

/// An expression cannot be evaluated for this object, which is then not synchronized
/// (`spec/engine.md` §2.11). Carries no stack: what went wrong is the data or the rule.
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// What kind of failure it is, by the names under which operators know them.
  public enum ErrorName {
    FUNCTION_TRIGGERED("sync-rule-error-function-triggered"),
    TYPE_MISMATCH("cs-attribute-type-mismatch"),
    UNEXPECTED_VALUE("extension-unexpected-attribute-value"),
    DATE_FORMAT("datetime-string-format-incorrect"),
    DN_SYNTAX("cannot-parse-dn-component"),
    DN_INDEX("dn-index-out-of-bounds");

    private final String text;

    ErrorName(String text) {
      this.text = text;
    }

    /// The name as it stands in run results.
    public String text() {
      return text;
    }
  }

  private final ErrorName error;
  private final String text;
  private final int line;
  private final int column;

  EvaluationException(ErrorName error, String message, int line, int column) {
    super(message, null, false, false);
    this.error = error;
    this.text = message;
    this.line = line;
    this.column = column;
  }

  private EvaluationException(EvaluationException cause, String expression) {
    super(
        "%s, line %d, column %d: %s".formatted(expression, cause.line, cause.column, cause.text),
        null,
        false,
        false);
    this.error = cause.error;
    this.text = cause.text;
    this.line = cause.line;
    this.column = cause.column;
  }

  /// The same failure, whose message names the expression and the place in it.
  public EvaluationException in(String expression) {
    return new EvaluationException(this, expression);
  }

  public ErrorName error() {
    return error;
  }

  /// Line of the place in the source, from 1.
  public int line() {
    return line;
  }

  /// Column of the place in the source, from 1.
  public int column() {
    return column;
  }

  /// The message, never absent.
  String text() {
    return text;
  }

  /// The failure as an [Issue], to be shown beside the source.
  public Issue issue() {
    return new Issue(line, column, error.text + ": " + text(), null);
  }
}
