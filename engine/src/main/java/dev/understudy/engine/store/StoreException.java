// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.store;

/// The store cannot do its work. The message says what, and the way out.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final Code code;

  /// What kind of failure.
  public enum Code {
    /// Another process has it open.
    LOCKED,
    /// It cannot be opened: path, address, credentials.
    UNAVAILABLE,
    /// It was written by a newer version, or is no store at all.
    VERSION,
    /// No space is left.
    FULL,
    /// Anything else.
    FAILED
  }

  public StoreException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public StoreException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
