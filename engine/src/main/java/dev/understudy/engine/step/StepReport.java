// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.step;

import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.StepError;
import java.util.ArrayList;
import java.util.List;

/// What a step counts, reports and complains about. Used by one thread.
public final class StepReport {
  /// Characters of a name or a detail that are kept: whatever an object holds, a message stays one.
  static final int TEXT_MAX = 1_000;

  private final long stepId;
  private final int errorsMax;
  private final Counters counters = new Counters();
  private final Progress progress;
  private final List<Change> errors = new ArrayList<>();
  private long errorCount;

  /// @param stepId identifier of the step's record
  /// @param errorsMax errors after which [#error] throws
  public StepReport(long stepId, int errorsMax, Progress progress) {
    this.stepId = stepId;
    this.errorsMax = errorsMax;
    this.progress = progress;
  }

  public Counters counters() {
    return counters;
  }

  public Progress progress() {
    return progress;
  }

  /// Records an error of one object.
  ///
  /// @param object identifier of the connector-space object; 0 when there is none
  public void error(long object, String dn, String name, String detail) {
    errors.add(
        new Change.AddStepError(new StepError(stepId, object, start(dn), name, start(detail))));
    errorCount++;
  }

  private static String start(String text) {
    if (text.length() <= TEXT_MAX) {
      return text;
    }
    boolean inPair = Character.isHighSurrogate(text.charAt(TEXT_MAX - 1));
    return text.substring(0, inPair ? TEXT_MAX - 1 : TEXT_MAX) + "…";
  }

  /// How many errors were recorded.
  public long errorCount() {
    return errorCount;
  }

  /// Whether errors were recorded that [#drainErrors] did not hand out yet.
  public boolean hasErrors() {
    return !errors.isEmpty();
  }

  /// Whether so many objects failed that the run must stop (`stopped-error-limit`).
  public boolean errorLimitReached() {
    return errorCount > errorsMax;
  }

  /// The errors recorded since the last call, to be written with the next batch.
  public List<Change> drainErrors() {
    List<Change> drained = List.copyOf(errors);
    errors.clear();
    return drained;
  }
}
