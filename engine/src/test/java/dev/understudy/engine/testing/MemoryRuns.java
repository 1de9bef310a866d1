// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.testing;

import dev.understudy.engine.store.RunLog;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.StepError;
import dev.understudy.engine.store.StepRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The history of runs.
final class MemoryRuns implements RunLog {
  private final TreeMap<Long, RunRecord> runs = new TreeMap<>();
  private final TreeMap<Long, StepRecord> steps = new TreeMap<>();
  private final List<StepError> errors = new ArrayList<>();

  synchronized void put(RunRecord run) {
    runs.put(run.id(), run);
  }

  synchronized void put(StepRecord step) {
    steps.put(step.id(), step);
  }

  synchronized void add(StepError error) {
    errors.add(error);
  }

  @Override
  public synchronized List<RunRecord> runs(String connector, long beforeId, int limit) {
    return runs.headMap(beforeId, false).descendingMap().values().stream()
        .filter(run -> connector.isEmpty() || run.connector().equals(connector))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<RunRecord> run(long id) {
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public synchronized long nextNumber(String connector) {
    return runs.values().stream()
            .filter(run -> run.connector().equals(connector))
            .mapToLong(RunRecord::number)
            .max()
            .orElse(0)
        + 1;
  }

  @Override
  public synchronized List<StepRecord> steps(long run) {
    return steps.values().stream()
        .filter(step -> step.run() == run)
        .sorted(Comparator.comparingInt(StepRecord::number))
        .toList();
  }

  @Override
  public synchronized List<StepError> errors(long step, int limit) {
    return errors.stream().filter(error -> error.step() == step).limit(limit).toList();
  }
}
