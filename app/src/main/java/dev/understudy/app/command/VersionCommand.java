// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.output.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Says which program this is.
@Command(name = "version", description = "Show the version of this program and of Java.")
final class VersionCommand implements Runnable {
  private final Understudy understudy;

  @Mixin private OutputOption output = new OutputOption();

  VersionCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  private record View(String version, String java) {}

  @Override
  public void run() {
    PrintWriter out = understudy.terminal().out();
    if (output.isJson()) {
      Json.print(out, new View(Version.text(), Runtime.version().toString()));
      return;
    }
    for (String line : new Version().getVersion()) {
      out.println(line);
    }
  }
}
