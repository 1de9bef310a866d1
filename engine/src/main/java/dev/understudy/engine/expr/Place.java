// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

/// A place in the source, both numbers from 1; columns count code points.
record Place(int line, int column) {

  EvaluationException failure(Fault fault, String where) {
    return new EvaluationException(fault.error(), where + ": " + fault.getMessage(), line, column);
  }
}
