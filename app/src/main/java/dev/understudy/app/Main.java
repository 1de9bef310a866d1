// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import dev.understudy.app.command.Understudy;
import dev.understudy.app.output.Terminal;
import dev.understudy.config.Environment;

/// Starts the command and ends the process with its exit code.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Logging.quiet();
    Interruption interruption = Interruption.of(Thread.currentThread());
    int code;
    try {
      code = run(Terminal.system(), Environment.ofThisProcess(), args);
    } finally {
      interruption.workEnded();
    }
    if (!interruption.requested()) {
      System.exit(code);
    }
  }

  /// Runs one command line in this process.
  ///
  /// @param environment what its configuration may refer to
  /// @return the exit code
  static int run(Terminal terminal, Environment environment, String... args) {
    try {
      return Understudy.commandLine(terminal, environment, new Failures(terminal)).execute(args);
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }
}
