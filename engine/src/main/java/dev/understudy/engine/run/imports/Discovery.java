// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.connector.DiscoveryError;
import dev.understudy.engine.step.StepReport;
import java.util.Set;

/// What could not be staged.
final class Discovery {
  /// Reading again from the same place may help: the next import must begin there. Other errors are
  /// in the object, and when it is mended the directory reports a change.
  private static final Set<String> TO_BE_READ_AGAIN =
      Set.of("need-full-object", "read-error", "staging-error", "parse-error");

  private final StepReport report;
  private long count;
  private boolean keepsWatermark;

  Discovery(StepReport report) {
    this.report = report;
  }

  void add(DiscoveryError error) {
    add(0, error);
  }

  /// @param object identifier of the object as far as it is known; else 0
  void add(long object, DiscoveryError error) {
    count++;
    keepsWatermark |= TO_BE_READ_AGAIN.contains(error.name());
    String dn = error.dn();
    report.error(object, dn == null ? "" : dn, error.name(), error.detail());
    report.counters().add("stage-failure");
  }

  long count() {
    return count;
  }

  /// Whether the next import must begin where this one began.
  boolean keepsWatermark() {
    return keepsWatermark;
  }
}
