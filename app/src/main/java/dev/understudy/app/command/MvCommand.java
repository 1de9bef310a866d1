// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Everything about the metaverse.
@Command(
    name = "mv",
    description = "Look into the metaverse: the joined view of each identity.",
    synopsisSubcommandLabel = "COMMAND")
final class MvCommand implements Runnable {
  private final Understudy understudy;

  @Spec private CommandSpec spec = CommandSpec.create();

  MvCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  CommandLine commandLine() {
    return new CommandLine(this)
        .addSubcommand(new MvSearchCommand(understudy))
        .addSubcommand(new MvShowCommand(understudy));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "mv search or mv show?");
  }
}
