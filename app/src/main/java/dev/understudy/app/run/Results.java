// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.run;

import dev.understudy.app.failure.ExitCode;
import dev.understudy.engine.run.RunProfile;
import java.util.List;

/// What the result of a run means for whoever started it.
public final class Results {
  private static final String DELETION_LIMIT = "stopped-deletion-limit";
  private static final String DELETION_THRESHOLD = "stopped-deletion-threshold-exceeded";
  private static final String FULL_IMPORT_REQUIRED = "no-start-full-import-required";
  private static final String NO_OBJECTS = "completed-no-objects";

  private Results() {}

  /// The exit code for a run.
  public static ExitCode exitCode(RunView run) {
    if (run.result().equals(DELETION_LIMIT) || run.result().equals(DELETION_THRESHOLD)) {
      return ExitCode.DELETE_THRESHOLD;
    }
    if (run.steps().stream().anyMatch(Results::isRefusedAsEmpty)) {
      return ExitCode.GATE;
    }
    return isGood(run.result()) ? ExitCode.DONE : ExitCode.FAILED;
  }

  /// The exit code for the runs of a cycle: that of the worst. A gate and a threshold are told
  /// apart from a failure because somebody must decide on them. A delta import in the place of
  /// which a full one ran at once is no failure.
  public static ExitCode exitCode(List<RunView> runs) {
    ExitCode worst = ExitCode.DONE;
    for (int i = 0; i < runs.size(); i++) {
      ExitCode code = isReplaced(runs, i) ? ExitCode.DONE : exitCode(runs.get(i));
      worst = code.number() > worst.number() ? code : worst;
    }
    return worst;
  }

  private static boolean isReplaced(List<RunView> runs, int i) {
    return runs.get(i).result().equals(FULL_IMPORT_REQUIRED)
        && i + 1 < runs.size()
        && runs.get(i + 1).connector().equals(runs.get(i).connector())
        && runs.get(i + 1).profile().equals(RunProfile.FULL_IMPORT.title());
  }

  /// Whether nobody has to look.
  static boolean isGood(String result) {
    return result.equals("success")
        || (result.startsWith("completed-") && !result.endsWith("-errors"));
  }

  /// A directory that was not empty before reports nothing: nothing was concluded from that, and
  /// the step says so. One that was always empty has nothing to say.
  private static boolean isRefusedAsEmpty(RunView.Step step) {
    return step.result().equals(NO_OBJECTS) && !step.detail().isEmpty();
  }
}
