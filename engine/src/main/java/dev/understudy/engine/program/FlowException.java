// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

/// A flow, a join or a scope failed for one object; the object gets the error, the run goes on.
public final class FlowException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String error;

  /// @param error name in the specification (`spec/operations.md` §2.6)
  public FlowException(String error, String message) {
    super(message, null, false, false);
    this.error = error;
  }

  public String error() {
    return error;
  }
}
