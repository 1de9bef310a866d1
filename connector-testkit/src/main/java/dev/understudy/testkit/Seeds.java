// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import java.util.Random;

/// Runs a test with many seeds and stops at the first bad one, which it names. `-Dseed=42` runs
/// that one alone.
public final class Seeds {
  private Seeds() {}

  /// A test that gets all its randomness from one seed.
  @FunctionalInterface
  public interface SeededTest {
    /// Runs once.
    ///
    /// @param random seeded with `seed`
    void run(long seed, Random random) throws Exception;
  }

  /// Runs `test` with the seeds 1 to `count`.
  public static void forEach(int count, SeededTest test) {
    Long only = Long.getLong("seed");
    long first = only == null ? 1 : only;
    long last = only == null ? count : only;
    for (long seed = first; seed <= last; seed++) {
      try {
        test.run(seed, new Random(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            "seed %d: %s (repeat with -Dseed=%d)".formatted(seed, e.getMessage(), seed), e);
      }
    }
  }
}
