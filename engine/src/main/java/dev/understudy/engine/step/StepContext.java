// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.step;

import dev.understudy.engine.program.Program;
import dev.understudy.engine.store.Store;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What a step works with.
///
/// @param store where everything is
/// @param program the rules
/// @param environment what comes from outside
/// @param limits its bounds
/// @param report what it has to say
public record StepContext(
    Store store, Program program, Environment environment, Limits limits, StepReport report) {

  /// What comes from outside, so that tests decide it.
  ///
  /// @param clock the time
  /// @param random for `RandomNum` and `Guid`
  public record Environment(InstantSource clock, RandomGenerator random) {}
}
