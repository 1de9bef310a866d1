// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.RunLog;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.StepError;
import dev.understudy.engine.store.StepRecord;
import java.util.List;
import java.util.Optional;

/// The tables of the history, read by one session.
final class SqlRunLog implements RunLog {
  private static final String HISTORY = "reading the run history";

  private final Session session;
  private final RunTable runs;
  private final StepTable steps;

  SqlRunLog(Session session) {
    this.session = session;
    runs = new RunTable(session);
    steps = new StepTable(session);
  }

  @Override
  public List<RunRecord> runs(String connector, long beforeId, int limit) {
    return session.read(HISTORY, () -> runs.runs(connector, beforeId, limit));
  }

  @Override
  public Optional<RunRecord> run(long id) {
    return session.read(HISTORY, () -> runs.run(id));
  }

  @Override
  public long nextNumber(String connector) {
    return session.read(HISTORY, () -> runs.nextNumber(connector));
  }

  @Override
  public List<StepRecord> steps(long run) {
    return session.read(HISTORY, () -> steps.steps(run));
  }

  @Override
  public List<StepError> errors(long step, int limit) {
    return session.read(HISTORY, () -> steps.errors(step, limit));
  }
}
