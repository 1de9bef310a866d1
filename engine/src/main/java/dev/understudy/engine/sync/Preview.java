// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.expr.EvaluationException;
import dev.understudy.engine.program.FlowException;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.store.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One object through the rules, nothing written (`spec/engine.md` §1.9). What would be written is
/// the answer: the same changes, decided by the same code.
///
/// @param changes what a synchronization of the object would write; empty when it would fail
/// @param counters how it would be counted
/// @param failure why it would fail
public record Preview(List<Change> changes, Map<String, Long> counters, Optional<Failure> failure) {

  /// Why an object cannot be synchronized.
  ///
  /// @param error the error's name in the specification
  /// @param detail what is wrong
  public record Failure(String error, String detail) {}

  /// Synchronizes the object in memory.
  ///
  /// @param context with the rules to try; its report is not written to
  /// @param id identifier of a connector-space object
  public static Preview of(StepContext context, long id) {
    SyncWork work = new SyncWork(context);
    SpaceObject object =
        work.workspace()
            .space(id)
            .orElseThrow(() -> new IllegalArgumentException("no connector-space object " + id));
    boolean referredTo = !context.store().space().withSettledReferrers(List.of(id)).isEmpty();
    try {
      new ObjectSync(work).sync(object, new ObjectSync.Mode(true, referredTo));
    } catch (FlowException e) {
      return failed(context, e.error(), String.valueOf(e.getMessage()));
    } catch (EvaluationException e) {
      return failed(context, e.error().text(), String.valueOf(e.getMessage()));
    }
    return new Preview(
        List.copyOf(work.drain()), context.report().counters().all(), Optional.empty());
  }

  private static Preview failed(StepContext context, String error, String detail) {
    return new Preview(
        List.of(), context.report().counters().all(), Optional.of(new Failure(error, detail)));
  }
}
