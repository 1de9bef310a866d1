// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run;

import java.util.Arrays;
import java.util.Optional;

/// What can be run on a connector (`spec/operations.md` §2.1).
public enum RunProfile {
  FULL_IMPORT("Full Import", "full-import"),
  DELTA_IMPORT("Delta Import", "delta-import"),
  FULL_SYNCHRONIZATION("Full Synchronization", "apply-rules/reevaluate-flow-connectors"),
  DELTA_SYNCHRONIZATION("Delta Synchronization", "apply-rules/apply-pending"),
  EXPORT("Export", "export");

  private final String title;
  private final String stepType;

  RunProfile(String title, String stepType) {
    this.title = title;
    this.stepType = stepType;
  }

  /// The name by which operators call it.
  public String title() {
    return title;
  }

  /// The type of its steps in the history.
  public String stepType() {
    return stepType;
  }

  /// The profile that operators call so, in any case.
  public static Optional<RunProfile> byTitle(String title) {
    return Arrays.stream(values())
        .filter(profile -> profile.title.equalsIgnoreCase(title.strip()))
        .findFirst();
  }
}
