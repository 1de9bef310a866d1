// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.EvaluationException.ErrorName;

/// A function cannot do its work with these arguments. Functions do not know where they stand; the
/// node that called them adds the place and makes it an [EvaluationException].
final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorName error;

  Fault(ErrorName error, String message) {
    super(message, null, false, false);
    this.error = error;
  }

  static Fault value(String message) {
    return new Fault(ErrorName.UNEXPECTED_VALUE, message);
  }

  static Fault type(String expected, Datum found) {
    return new Fault(
        ErrorName.TYPE_MISMATCH, "expected " + expected + ", found " + found.describe());
  }

  ErrorName error() {
    return error;
  }
}
