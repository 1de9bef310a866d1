// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.ProgressLine;
import dev.understudy.app.run.Results;
import dev.understudy.app.run.RunView;
import dev.understudy.app.run.RunViews;
import dev.understudy.app.run.Runs;
import dev.understudy.engine.run.RunProfile;
import dev.understudy.engine.store.RunRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs one run profile.
@Command(
    name = "run",
    description = "Run one run profile of one connector and show its result.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy run corp full-import",
      "  understudy run corp delta-sync -o json",
      "  understudy run cloud export --deletes-max 20"
    })
final class RunCommand implements Callable<Integer> {
  private static final int ERRORS_SHOWN_MAX = 20;

  private final Understudy understudy;

  @Parameters(index = "0", paramLabel = "CONNECTOR", description = "Its name in configuration.")
  private String connector = "";

  @Parameters(
      index = "1",
      paramLabel = "PROFILE",
      converter = ProfileWords.class,
      description = "full-import, delta-import, full-sync, delta-sync or export.")
  private RunProfile profile = RunProfile.DELTA_IMPORT;

  @Option(
      names = "--allow-empty",
      description = "Believe a full import that finds nothing at all, and delete everything.")
  private boolean allowEmpty;

  @Mixin private ExportOptions export = new ExportOptions();
  @Mixin private OutputOption output = new OutputOption();

  RunCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Instance instance = understudy.openToRun();
        ProgressLine progress = new ProgressLine(understudy.terminal())) {
      progress.title(connector);
      RunRecord run =
          new Runs(instance, progress, export.deletesMax()).run(connector, profile, allowEmpty);
      // What is left to do is to say how it ended, which a pending interrupt would hinder.
      Thread.interrupted();
      progress.clear();
      RunView view =
          new RunViews(instance.store().runs()).of(run.id(), ERRORS_SHOWN_MAX).orElseThrow();
      if (output.isJson()) {
        Json.print(understudy.terminal().out(), view);
      } else {
        view.print(understudy.terminal());
      }
      return Results.exitCode(view).number();
    }
  }
}
