// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run;

import dev.understudy.engine.store.Store;
import java.time.InstantSource;

/// The runs that a process left in progress when it died. Whoever opens a store has it alone, so
/// nothing that was in progress before runs any more.
public final class AbandonedRuns {
  private AbandonedRuns() {}

  /// Closes them: the history says that they were stopped, instead of that they run for ever.
  ///
  /// @return how many there were
  public static int close(Store store, InstantSource clock) {
    return new RunHistory(store, clock).closeAbandoned();
  }
}
