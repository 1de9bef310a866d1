// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run;

import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.StepRecord;
import dev.understudy.engine.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes runs and steps into the history: in progress when they begin, with their result when they
/// end.
final class RunHistory {
  /// Runs in progress are among the newest; only one process at a time has the store.
  private static final int RUNS_LOOKED_AT = 1_000;

  private final Store store;
  private final InstantSource clock;

  RunHistory(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  RunRecord begin(RunRequest request) {
    String connector = request.connector().name();
    RunRecord run =
        new RunRecord(
            store.newId(),
            connector,
            request.profile().title(),
            store.runs().nextNumber(connector),
            request.user(),
            RunResults.IN_PROGRESS,
            clock.instant(),
            null);
    store.write(List.of(new Change.PutRun(run)));
    return run;
  }

  StepRecord begin(RunRecord run, int number, String type, String partition) {
    StepRecord step =
        new StepRecord(
            store.newId(),
            run.id(),
            number,
            type,
            partition,
            RunResults.IN_PROGRESS,
            "",
            clock.instant(),
            null,
            Map.of());
    store.write(List.of(new Change.PutStep(step)));
    return step;
  }

  void end(StepRecord step, StepEnd end, StepReport report) {
    List<Change> changes = new ArrayList<>(report.drainErrors());
    changes.add(new Change.PutStep(ended(step, end, report.counters().all())));
    store.write(changes);
  }

  RunRecord end(RunRecord run, String result) {
    RunRecord ended = ended(run, result);
    store.write(List.of(new Change.PutRun(ended)));
    return ended;
  }

  /// Closes what a process left in progress when it died.
  ///
  /// @return how many runs that were
  int closeAbandoned() {
    List<Change> changes = new ArrayList<>();
    int closed = 0;
    for (RunRecord run : store.runs().runs("", Long.MAX_VALUE, RUNS_LOOKED_AT)) {
      if (!run.result().equals(RunResults.IN_PROGRESS)) {
        continue;
      }
      closed++;
      changes.add(new Change.PutRun(ended(run, RunResults.ABANDONED)));
      for (StepRecord step : store.runs().steps(run.id())) {
        if (step.result().equals(RunResults.IN_PROGRESS)) {
          StepEnd end =
              new StepEnd(RunResults.ABANDONED, "the server ended while the step was running");
          changes.add(new Change.PutStep(ended(step, end, step.counters())));
        }
      }
    }
    if (!changes.isEmpty()) {
      store.write(changes);
    }
    return closed;
  }

  private RunRecord ended(RunRecord run, String result) {
    Instant now = clock.instant();
    return new RunRecord(
        run.id(),
        run.connector(),
        run.profile(),
        run.number(),
        run.user(),
        result,
        run.started(),
        now);
  }

  private StepRecord ended(StepRecord step, StepEnd end, Map<String, Long> counters) {
    return new StepRecord(
        step.id(),
        step.run(),
        step.number(),
        step.type(),
        step.partition(),
        end.result(),
        end.detail(),
        step.started(),
        clock.instant(),
        counters);
  }
}
