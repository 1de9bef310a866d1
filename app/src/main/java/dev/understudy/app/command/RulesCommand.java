// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Everything about rule files.
@Command(
    name = "rules",
    description = "Check, show and convert synchronization rules.",
    synopsisSubcommandLabel = "COMMAND")
final class RulesCommand implements Runnable {
  private final Understudy understudy;

  @Spec private CommandSpec spec = CommandSpec.create();

  RulesCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  CommandLine commandLine() {
    return new CommandLine(this)
        .addSubcommand(new RulesCheckCommand(understudy))
        .addSubcommand(new RulesShowCommand(understudy))
        .addSubcommand(new RulesConvertCommand(understudy));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "rules check, rules show or rules convert?");
  }
}
