// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Writes the script by which shells complete commands.
@Command(
    name = "completion",
    description = "Write the script by which bash and zsh complete commands and options.",
    footerHeading = "%nExamples:%n",
    footer = "  source <(understudy completion)")
final class CompletionCommand implements Runnable {
  private final Understudy understudy;

  @Spec private CommandSpec spec = CommandSpec.create();

  CompletionCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public void run() {
    String script = AutoComplete.bash("understudy", spec.root().commandLine());
    understudy.terminal().out().println(script);
  }
}
