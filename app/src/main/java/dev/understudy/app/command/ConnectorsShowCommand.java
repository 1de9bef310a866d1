// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.Table;
import dev.understudy.app.output.Texts;
import dev.understudy.config.ConnectorConfiguration;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.SpaceReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Counts what is in each connector space.
@Command(
    name = "show",
    description = "Count what is in each connector space, and show what ran there last.",
    footerHeading = "%nExamples:%n",
    footer = {"  understudy connectors show", "  understudy connectors show corp -o json"})
final class ConnectorsShowCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(arity = "0..1", paramLabel = "CONNECTOR", description = "Default: every connector.")
  private @Nullable String connector;

  @Mixin private OutputOption output = new OutputOption();

  ConnectorsShowCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  private record View(
      String connector,
      String type,
      long objects,
      long pendingImports,
      long pendingExports,
      long errors,
      @Nullable LastRun lastRun) {}

  private record LastRun(long id, String profile, Instant started, String result) {}

  @Override
  public Integer call() {
    List<View> views = new ArrayList<>();
    try (Instance instance = understudy.open()) {
      List<ConnectorConfiguration> shown =
          connector == null
              ? instance.configuration().connectors()
              : List.of(instance.connector(connector));
      shown.forEach(one -> views.add(view(one, instance)));
    }
    if (output.isJson()) {
      Json.print(understudy.terminal().out(), views);
    } else {
      print(views);
    }
    return 0;
  }

  private static View view(ConnectorConfiguration one, Instance instance) {
    SpaceReader space = instance.store().space();
    Optional<Integer> number = instance.number(one.name());
    return new View(
        one.name(),
        one.type(),
        number.map(known -> space.count(known, SpaceState.PRESENT)).orElse(0L),
        number.map(known -> space.count(known, SpaceState.PENDING_IMPORT)).orElse(0L),
        number.map(known -> space.count(known, SpaceState.PENDING_EXPORT)).orElse(0L),
        number
            .map(known -> space.count(known, SpaceState.SYNC_ERROR | SpaceState.EXPORT_ERROR))
            .orElse(0L),
        instance.store().runs().runs(one.name(), Long.MAX_VALUE, 1).stream()
            .findFirst()
            .map(ConnectorsShowCommand::lastRun)
            .orElse(null));
  }

  private static LastRun lastRun(RunRecord run) {
    return new LastRun(run.id(), run.profile(), run.started(), run.result());
  }

  private void print(List<View> views) {
    Table table =
        new Table(
            "CONNECTOR",
            "TYPE",
            "OBJECTS",
            "PENDING IMPORT",
            "PENDING EXPORT",
            "ERRORS",
            "LAST RUN",
            "STARTED",
            "RESULT");
    for (View view : views) {
      LastRun run = view.lastRun;
      table.row(
          view.connector,
          view.type,
          view.objects,
          view.pendingImports,
          view.pendingExports,
          view.errors,
          run == null ? "never" : run.profile,
          run == null ? "" : Texts.time(run.started),
          run == null ? "" : run.result);
    }
    table.print(understudy.terminal().out());
  }
}
