// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.ProgressLine;
import dev.understudy.app.run.Results;
import dev.understudy.app.run.RunView;
import dev.understudy.app.run.RunViews;
import dev.understudy.app.run.Runs;
import dev.understudy.engine.store.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs one cycle now.
@Command(
    name = "start",
    description = "Run one cycle now and show the result of each run.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy cycle start delta               what changed since the last one",
      "  understudy cycle start initial --confirm   everything anew, and read back at the end"
    })
final class CycleStartCommand implements Callable<Integer> {
  private static final int ERRORS_SHOWN_MAX = 10;

  private final Understudy understudy;

  /// The kinds of cycles.
  private enum Kind {
    DELTA,
    INITIAL
  }

  @Parameters(paramLabel = "delta|initial", description = "What changed, or everything anew.")
  private Kind kind = Kind.DELTA;

  @Option(
      names = "--confirm",
      description = "Read back at the end what was exported, instead of in the next cycle.")
  private boolean confirm;

  @Mixin private ExportOptions export = new ExportOptions();
  @Mixin private OutputOption output = new OutputOption();

  CycleStartCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Instance instance = understudy.openToRun();
        ProgressLine progress = new ProgressLine(understudy.terminal())) {
      long before = newest(instance);
      try {
        progress.title("cycle");
        new Runs(instance, progress, export.deletesMax())
            .cycle(new Runs.CycleKind(kind == Kind.INITIAL, confirm));
      } finally {
        // What is left to do is to say how it ended, which a pending interrupt would hinder.
        Thread.interrupted();
        progress.clear();
        print(views(instance, before));
      }
      return Results.exitCode(views(instance, before)).number();
    }
  }

  private static long newest(Instance instance) {
    return instance.store().runs().runs("", Long.MAX_VALUE, 1).stream()
        .mapToLong(RunRecord::id)
        .findFirst()
        .orElse(0);
  }

  /// The runs since then, in order.
  private static List<RunView> views(Instance instance, long after) {
    RunViews views = new RunViews(instance.store().runs());
    List<RunView> runs = new ArrayList<>();
    for (RunRecord run : instance.store().runs().runs("", Long.MAX_VALUE, 1_000)) {
      if (run.id() > after) {
        views.of(run.id(), ERRORS_SHOWN_MAX).ifPresent(runs::addFirst);
      }
    }
    return runs;
  }

  private void print(List<RunView> runs) {
    if (output.isJson()) {
      Json.print(understudy.terminal().out(), runs);
    } else {
      runs.forEach(run -> run.print(understudy.terminal()));
    }
  }
}
