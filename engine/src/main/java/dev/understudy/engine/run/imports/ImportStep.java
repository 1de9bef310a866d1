// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.engine.step.Committer;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepEnd;

/// Imports one partition of one connector into its connector space (`spec/engine.md` §1.5–1.7).
/// What was read is staged batch by batch; deletes are concluded only from a read that is proven
/// complete, and only then the next import begins behind this one.
public final class ImportStep {
  private final StepContext context;

  public ImportStep(StepContext context) {
    this.context = context;
  }

  /// Runs to the end, or as far as the directory and the errors allow.
  ///
  /// @return a result string of `spec/operations.md` §2.5; what was staged until then stays
  /// @throws InterruptedException when the run is being stopped; what was staged until then stays
  /// @throws dev.understudy.engine.store.StoreException when the store fails
  public StepEnd run(ImportRequest request) throws InterruptedException {
    try (Committer committer = new Committer(context.store())) {
      return new ImportRun(context, request, committer).run();
    }
  }
}
