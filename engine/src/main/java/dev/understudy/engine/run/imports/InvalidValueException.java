// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

/// A reported value cannot be taken; the message says which and why.
final class InvalidValueException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidValueException(String message) {
    super(message);
  }
}
