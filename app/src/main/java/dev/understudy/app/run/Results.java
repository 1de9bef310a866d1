// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.run;

import dev.understudy.app.failure.ExitCode;

/// What the result of a run means for whoever started it.
public final class Results {
  private static final String DELETION_LIMIT = "stopped-deletion-limit";
  private static final String DELETION_THRESHOLD = "stopped-deletion-threshold-exceeded";

  private Results() {}

  /// The exit code for a result.
  public static ExitCode exitCode(String result) {
    if (result.equals(DELETION_LIMIT) || result.equals(DELETION_THRESHOLD)) {
      return ExitCode.DELETE_THRESHOLD;
    }
    boolean good =
        result.equals("success")
            || (result.startsWith("completed-") && !result.endsWith("-errors"));
    return good ? ExitCode.DONE : ExitCode.FAILED;
  }
}
