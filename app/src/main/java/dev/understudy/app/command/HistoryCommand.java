// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.Table;
import dev.understudy.app.output.Texts;
import dev.understudy.app.run.RunView;
import dev.understudy.app.run.RunViews;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what ran, and how it ended.
@Command(
    name = "history",
    description = "List past runs, or show one with its steps, counters and errors.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy history --connector corp --limit 5",
      "  understudy history 12                          one run with its counters and errors"
    })
final class HistoryCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Identifier of a run.")
  private @Nullable Long run;

  @Option(names = "--connector", paramLabel = "NAME", description = "Only of this connector.")
  private @Nullable String connector;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(
      names = "--before",
      paramLabel = "RUN",
      description = "Only runs before this one, to see the next page.")
  private long before = Long.MAX_VALUE;

  @Mixin private OutputOption output = new OutputOption();

  HistoryCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw AppException.usage("--limit is 1 or more");
    }
    try (Instance instance = understudy.open()) {
      RunViews views = new RunViews(instance.store().runs());
      if (run != null) {
        one(views, run);
      } else {
        list(views.list(connector == null ? "" : known(instance, connector), before, limit));
      }
    }
    return 0;
  }

  /// A connector that is configured, or was when it ran.
  private static String known(Instance instance, String name) {
    return instance.store().runs().runs(name, Long.MAX_VALUE, 1).isEmpty()
        ? instance.connector(name).name()
        : name;
  }

  private void one(RunViews views, long id) {
    RunView view =
        views
            .of(id, limit)
            .orElseThrow(() ->
                AppException.failed(
                    "there is no run %d; understudy history lists them".formatted(id)));
    if (output.isJson()) {
      Json.print(understudy.terminal().out(), view);
    } else {
      view.print(understudy.terminal());
    }
  }

  private void list(List<RunView> runs) {
    PrintWriter out = understudy.terminal().out();
    if (output.isJson()) {
      Json.print(out, runs);
      return;
    }
    if (runs.isEmpty()) {
      out.println("Nothing ran yet.");
      return;
    }
    Table table = new Table("RUN", "CONNECTOR", "NO.", "PROFILE", "STARTED", "TOOK", "RESULT");
    for (RunView view : runs) {
      table.row(
          Long.toString(view.id()),
          view.connector(),
          view.number(),
          view.profile(),
          Texts.time(view.started()),
          view.took(),
          view.result());
    }
    table.print(out);
  }
}
