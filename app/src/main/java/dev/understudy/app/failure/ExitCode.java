// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.failure;

/// How the process ends, for scripts.
public enum ExitCode {
  /// What was asked for is done.
  DONE(0),
  /// It is not, or not all of it.
  FAILED(1),
  /// The command line itself is wrong.
  USAGE(2),
  /// A gate is red.
  GATE(3),
  /// More deletes than allowed.
  DELETE_THRESHOLD(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
