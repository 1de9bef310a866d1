// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Everything about cycles.
@Command(
    name = "cycle",
    description = "Run a whole cycle: import, synchronize and export everything.",
    synopsisSubcommandLabel = "COMMAND")
final class CycleCommand implements Runnable {
  private final Understudy understudy;

  @Spec private CommandSpec spec = CommandSpec.create();

  CycleCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  CommandLine commandLine() {
    return new CommandLine(this).addSubcommand(new CycleStartCommand(understudy));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "cycle start delta or cycle start initial?");
  }
}
