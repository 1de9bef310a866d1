// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.store;

import java.util.List;
import java.util.Optional;

/// The history of runs, newest first.
public interface RunLog {

  /// Runs by descending identifier.
  ///
  /// @param connector only of this connector; empty is all
  /// @param beforeId only smaller identifiers; [Long#MAX_VALUE] begins with the newest
  /// @param limit how many at most
  List<RunRecord> runs(String connector, long beforeId, int limit);

  /// The run of that identifier.
  Optional<RunRecord> run(long id);

  /// The number that the next run of a connector gets.
  long nextNumber(String connector);

  /// The steps of a run, by number.
  List<StepRecord> steps(long run);

  /// The errors of a step, in order of occurrence.
  ///
  /// @param limit how many at most
  List<StepError> errors(long step, int limit);
}
