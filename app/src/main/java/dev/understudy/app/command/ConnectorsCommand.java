// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Everything about connectors themselves.
@Command(
    name = "connectors",
    description = "Test the connections to directories, count what is known of them.",
    synopsisSubcommandLabel = "COMMAND")
final class ConnectorsCommand implements Runnable {
  private final Understudy understudy;

  @Spec private CommandSpec spec = CommandSpec.create();

  ConnectorsCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  CommandLine commandLine() {
    return new CommandLine(this)
        .addSubcommand(new ConnectorsTestCommand(understudy))
        .addSubcommand(new ConnectorsShowCommand(understudy));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "connectors test or connectors show?");
  }
}
