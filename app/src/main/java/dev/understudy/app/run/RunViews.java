// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.run;

import dev.understudy.engine.store.RunLog;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.StepError;
import dev.understudy.engine.store.StepRecord;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes [RunView]s.
public final class RunViews {
  private final RunLog log;

  public RunViews(RunLog log) {
    this.log = log;
  }

  /// Runs without their steps, newest first.
  public List<RunView> list(String connector, long before, int limit) {
    return log.runs(connector, before, limit).stream().map(run -> view(run, List.of())).toList();
  }

  /// A run with its steps.
  ///
  /// @param errors how many errors of each step at most
  public Optional<RunView> of(long id, int errors) {
    return log.run(id).map(run -> view(run, steps(id, errors)));
  }

  private List<RunView.Step> steps(long run, int errors) {
    return log.steps(run).stream()
        .map(step -> view(step, log.errors(step.id(), errors + 1), errors))
        .toList();
  }

  private static RunView view(RunRecord run, List<RunView.Step> steps) {
    return new RunView(
        run.id(),
        run.connector(),
        run.profile(),
        run.number(),
        run.user(),
        run.result(),
        run.started(),
        run.ended(),
        steps);
  }

  private static RunView.Step view(StepRecord step, List<StepError> errors, int shown) {
    SortedMap<String, Long> counters = new TreeMap<>(new CounterOrder());
    counters.putAll(step.counters());
    return new RunView.Step(
        step.number(),
        step.type(),
        step.partition(),
        step.result(),
        step.detail(),
        step.started(),
        step.ended(),
        counters,
        errors.stream()
            .limit(shown)
            .map(error ->
                new RunView.ObjectFailure(error.object(), error.dn(), error.name(), error.detail()))
            .toList(),
        errors.size() > shown);
  }
}
