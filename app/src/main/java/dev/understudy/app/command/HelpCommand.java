// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// Shows the help of a command, as its `--help` does.
@Command(
    name = "help",
    description = "Show the help of a command.",
    footerHeading = "%nExamples:%n",
    footer = "  understudy help rules check")
final class HelpCommand implements Runnable {
  private final Understudy understudy;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Which command.")
  private List<String> words = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  HelpCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public void run() {
    CommandLine found = spec.root().commandLine();
    for (String word : words) {
      CommandLine next = found.getSubcommands().get(word);
      if (next == null) {
        throw new UnmatchedArgumentException(found, List.of(word));
      }
      found = next;
    }
    found.usage(understudy.terminal().out(), found.getColorScheme());
  }
}
