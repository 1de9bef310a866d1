// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.demo;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.failure.ExitCode;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.ProgressLine;
import dev.understudy.app.output.Terminal;
import dev.understudy.app.output.Texts;
import dev.understudy.app.pending.PendingCounts;
import dev.understudy.app.pending.PendingExports;
import dev.understudy.app.pending.PendingObject;
import dev.understudy.app.pending.PendingTable;
import dev.understudy.app.run.Results;
import dev.understudy.app.run.RunView;
import dev.understudy.app.run.RunViews;
import dev.understudy.app.run.Runs;
import dev.understudy.engine.run.RunProfile;
import dev.understudy.engine.store.RunRecord;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/// Runs what the demo shows, and tells each result in a line.
final class Stage {
  private static final int ERRORS_SHOWN_MAX = 5;

  private final Instance instance;
  private final Runs runs;
  private final ProgressLine progress;
  private final Terminal terminal;
  private final PrintWriter out;

  Stage(Instance instance, ProgressLine progress, Terminal terminal) {
    this.instance = instance;
    this.runs = new Runs(instance, progress, 0);
    this.progress = progress;
    this.terminal = terminal;
    this.out = terminal.out();
  }

  void run(String connector, RunProfile profile) throws InterruptedException {
    tell(quietly(connector, profile));
  }

  /// Reads the target again: what changed, or everything where it cannot tell what changed.
  void confirm() throws InterruptedException {
    RunRecord run = quietly(DemoFiles.CLOUD, RunProfile.DELTA_IMPORT);
    tell(
        run.result().equals("no-start-full-import-required")
            ? quietly(DemoFiles.CLOUD, RunProfile.FULL_IMPORT)
            : run);
  }

  void cycle() throws InterruptedException {
    progress.title("cycle");
    List<RunRecord> all = runs.cycle(new Runs.CycleKind(false, false));
    progress.clear();
    all.forEach(this::tell);
  }

  private RunRecord quietly(String connector, RunProfile profile) throws InterruptedException {
    progress.title(connector);
    RunRecord run = runs.run(connector, profile, false);
    progress.clear();
    return run;
  }

  private void tell(RunRecord run) {
    RunView view =
        new RunViews(instance.store().runs()).of(run.id(), ERRORS_SHOWN_MAX).orElseThrow();
    String counters =
        view.steps().stream()
            .flatMap(step -> step.counters().entrySet().stream())
            .map(counter -> counter.getKey() + " " + Texts.count(counter.getValue()))
            .collect(Collectors.joining(", "));
    out.println(
        "   %-5s  %-21s  %7s  %s%s"
            .formatted(
                view.connector(),
                view.profile(),
                view.took(),
                view.result(),
                counters.isEmpty() ? "" : ": " + counters));
    out.flush();
    if (Results.exitCode(view) != ExitCode.DONE) {
      view.print(terminal);
      throw AppException.failed("the demo did not run to its end: " + view.result());
    }
  }

  /// Shows what would be exported.
  ///
  /// @param shown how many objects are shown; all are counted
  void pending(int shown) throws InterruptedException {
    PendingTable table = new PendingTable(terminal);
    PendingCounts counts = new PendingCounts();
    new PendingExports(instance)
        .forEach(
            instance.number(DemoFiles.CLOUD).orElseThrow(),
            EnumSet.allOf(PendingObject.Operation.class),
            object -> {
              counts.count(object);
              if (counts.total() <= shown) {
                table.print(object);
              }
            });
    if (counts.total() > shown) {
      out.println(
          "… and %s; together:".formatted(Texts.count(counts.total() - shown, "more object")));
    }
    table.end(counts);
    out.println();
    out.flush();
  }
}
