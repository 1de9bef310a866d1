// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Everything about connector spaces.
@Command(
    name = "cs",
    description = "Look into the connector spaces: what directories reported, what is pending.",
    synopsisSubcommandLabel = "COMMAND")
final class CsCommand implements Runnable {
  private final Understudy understudy;

  @Spec private CommandSpec spec = CommandSpec.create();

  CsCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  CommandLine commandLine() {
    return new CommandLine(this)
        .addSubcommand(new CsSearchCommand(understudy))
        .addSubcommand(new CsShowCommand(understudy));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "cs search or cs show?");
  }
}
