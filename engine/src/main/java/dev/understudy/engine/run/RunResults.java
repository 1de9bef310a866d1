// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run;

import dev.understudy.engine.store.StoreException;
import java.util.List;

/// The result strings of steps and runs (`spec/operations.md` §2.5), and which is worse.
final class RunResults {
  static final String IN_PROGRESS = "in-progress";
  static final String INTERRUPTED = "stopped-user-termination-from-wmi-or-ui";
  static final String ABANDONED = "stopped-service-shutdown";
  static final String DISCOVERY_ERRORS = "completed-discovery-errors";
  static final String FULL_IMPORT_REQUIRED = "no-start-full-import-required";
  private static final String ERROR_LIMIT = "stopped-error-limit";
  private static final String SUCCESS = "success";

  private RunResults() {}

  /// The result of a run of steps with these results: the worst.
  static String worst(List<String> results) {
    String worst = SUCCESS;
    for (String result : results) {
      if (badness(result) > badness(worst)) {
        worst = result;
      }
    }
    return worst;
  }

  /// The order in which an operator looks at results, the worst greatest.
  private static int badness(String result) {
    return switch (result) {
      case SUCCESS -> 0;
      case "completed-no-objects" -> 1;
      case "completed-transient-objects" -> 2;
      case ERROR_LIMIT -> 6;
      default -> {
        if (didNotRunToItsEnd(result)) {
          yield 7;
        }
        if (result.endsWith("-errors")) {
          yield 5;
        }
        yield result.endsWith("-warnings") ? 4 : 3;
      }
    };
  }

  /// Whether the step was stopped or never began.
  static boolean didNotRunToItsEnd(String result) {
    return result.startsWith("stopped-") || result.startsWith("no-start-");
  }

  /// What a failing store means for a step.
  static String of(StoreException failure) {
    return switch (failure.code()) {
      case FULL -> "stopped-database-disk-full";
      case LOCKED, UNAVAILABLE, VERSION, FAILED -> "stopped-database-connection-lost";
    };
  }
}
