// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.connector.ExportTarget;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepEnd;

/// Exports what is pending to one connector's directory (`spec/engine.md` §1.7). What the directory
/// accepted is remembered as sent until an import confirms it.
public final class ExportStep {
  private final StepContext context;
  private final Pause pause;

  public ExportStep(StepContext context) {
    this(context, Thread::sleep);
  }

  ExportStep(StepContext context, Pause pause) {
    this.context = context;
    this.pause = pause;
  }

  /// Runs to the end, or as far as the directory and the errors allow.
  ///
  /// @return a result string of `spec/operations.md` §2.5
  /// @throws InterruptedException when the run is being stopped; what was on its way is sent again
  ///   by the next export
  /// @throws dev.understudy.engine.store.StoreException when the store fails; likewise
  public StepEnd run(ExportRequest request) throws InterruptedException {
    if (!(request.connector() instanceof ExportTarget target)) {
      return new StepEnd(
          "stopped-export-disabled", "connector " + request.name() + " can only be read");
    }
    return new ExportRun(context, request, target, pause).run();
  }
}
