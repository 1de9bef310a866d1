// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/// A part that a test needs and that this machine may not have. A missing part skips the test,
/// loudly and once; with `CI=true` in the environment it is a failure, so that nothing is silently
/// not tested where everything should be there.
public final class Requirement {
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private Requirement() {}

  /// The exception that skips the running test, to be thrown by the caller.
  ///
  /// @param part what is missing
  /// @param wayOut how to get it
  public static RuntimeException missing(String part, String wayOut) {
    String message = "skipped: %s is not there; %s".formatted(part, wayOut);
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message + " (CI=true: nothing may be skipped)");
    }
    if (TOLD.add(part)) {
      System.err.println(message);
    }
    return Assumptions.abort(message);
  }
}
