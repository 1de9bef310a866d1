// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

/// A function of values: the same arguments give the same result, so that a call with constants is
/// computed while compiling.
///
/// @param nulls what becomes of a call in which a required argument is NULL
record Function(Signature signature, Nulls nulls, Body body) {

  /// What a NULL among the required arguments means.
  enum Nulls {
    /// The result is NULL.
    NULL,
    /// The result is the empty text.
    EMPTY,
    /// The result is 0.
    ZERO,
    /// The result is False.
    FALSE,
    /// The function decides.
    PASSED;

    Datum result() {
      return switch (this) {
        case NULL, PASSED -> Datum.Absence.NULL;
        case EMPTY -> Datum.Text.EMPTY;
        case ZERO -> new Datum.Num(0);
        case FALSE -> Datum.Flag.FALSE;
      };
    }
  }

  /// The code of a function, by the number of its parameters.
  sealed interface Body {}

  /// One parameter.
  non-sealed interface Unary extends Body {
    Datum apply(Datum argument);
  }

  /// Two parameters.
  non-sealed interface Binary extends Body {
    Datum apply(Datum first, Datum second);
  }

  /// Any number of parameters; an optional one that is missing is NULL.
  non-sealed interface Variadic extends Body {
    Datum apply(Datum[] arguments);
  }

  String name() {
    return signature.name();
  }
}
