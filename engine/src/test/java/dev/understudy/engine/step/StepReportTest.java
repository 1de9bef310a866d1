// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.StepError;
import org.junit.jupiter.api.Test;

class StepReportTest {
  @Test
  void anErrorKeepsTheStartOfTextsThatHaveNoEnd() {
    StepReport report = new StepReport(1, 10, Progress.NONE);
    String upToAPair = "x".repeat(StepReport.TEXT_MAX - 1) + "\uD83D\uDE00";

    report.error(7, "y".repeat(10_000), "anchor-too-long", upToAPair);

    assertThat(report.drainErrors())
        .containsExactly(
            new Change.AddStepError(
                new StepError(
                    1,
                    7,
                    "y".repeat(StepReport.TEXT_MAX) + "…",
                    "anchor-too-long",
                    "x".repeat(StepReport.TEXT_MAX - 1) + "…")));
  }
}
