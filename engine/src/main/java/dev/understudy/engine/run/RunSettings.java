// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run;

import dev.understudy.engine.program.Program;
import dev.understudy.engine.step.Limits;
import dev.understudy.engine.step.Progress;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.store.Store;

/// What all runs work with.
///
/// @param store where everything is
/// @param program the rules
/// @param environment what comes from outside
/// @param limits the bounds of each step
/// @param progress told how far the step is that runs
public record RunSettings(
    Store store,
    Program program,
    StepContext.Environment environment,
    Limits limits,
    Progress progress) {}
