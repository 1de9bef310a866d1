// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.ExitCode;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.Json;
import dev.understudy.app.output.Table;
import dev.understudy.config.ConnectorConfiguration;
import dev.understudy.connector.ConnectionTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Tests the connection to each directory.
@Command(
    name = "test",
    description = "Connect to each directory and say what it answered.",
    footerHeading = "%nExamples:%n",
    footer = {"  understudy connectors test", "  understudy connectors test corp -o json"})
final class ConnectorsTestCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Parameters(arity = "0..1", paramLabel = "CONNECTOR", description = "Default: every connector.")
  private @Nullable String connector;

  @Mixin private OutputOption output = new OutputOption();

  ConnectorsTestCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  private record View(String connector, String type, String result, String detail) {}

  @Override
  public Integer call() {
    List<View> views = new ArrayList<>();
    try (Instance instance = understudy.open()) {
      List<ConnectorConfiguration> tested =
          connector == null
              ? instance.configuration().connectors()
              : List.of(instance.connector(connector));
      for (ConnectorConfiguration one : tested) {
        views.add(view(one, instance.directories().connector(one.name()).test()));
      }
    }
    if (output.isJson()) {
      Json.print(understudy.terminal().out(), views);
    } else {
      Table table = new Table("CONNECTOR", "TYPE", "RESULT", "DETAIL");
      views.forEach(view -> table.row(view.connector, view.type, view.result, view.detail));
      table.print(understudy.terminal().out());
    }
    boolean allReachable = views.stream().allMatch(view -> view.result.equals("reachable"));
    return (allReachable ? ExitCode.DONE : ExitCode.FAILED).number();
  }

  private static View view(ConnectorConfiguration connector, ConnectionTest test) {
    return switch (test) {
      case ConnectionTest.Reachable(String detail) ->
          new View(connector.name(), connector.type(), "reachable", detail);
      case ConnectionTest.Unreachable(var code, String detail) ->
          new View(
              connector.name(),
              connector.type(),
              code.name().toLowerCase(Locale.ROOT).replace('_', '-'),
              detail);
    };
  }
}
