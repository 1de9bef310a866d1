// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where a command writes.
///
/// @param out results
/// @param err messages and progress
/// @param interactive whether a person looks at `err`
/// @param paint how `out` is coloured
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive, Paint paint) {

  /// The streams of this process. Output is UTF-8 whatever the locale says: names are.
  public static Terminal system() {
    return new Terminal(
        new PrintWriter(System.out, false, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        isTerminal(2),
        new Paint(isColoured(isTerminal(1), System::getenv)));
  }

  /// Whether results are coloured: where a person looks at them, unless the environment says
  /// otherwise (<https://no-color.org>).
  ///
  /// @param terminal whether results go to a terminal
  static boolean isColoured(boolean terminal, UnaryOperator<@Nullable String> environment) {
    String noColour = environment.apply("NO_COLOR");
    return terminal
        && (noColour == null || noColour.isEmpty())
        && !"dumb".equals(environment.apply("TERM"));
  }

  private static boolean isTerminal(int descriptor) {
    Path linux = Path.of("/proc/self/fd/" + descriptor);
    if (Files.exists(linux)) {
      try {
        String target = linux.toRealPath().toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    // Which Java versions have a console where there is no terminal has changed more than once.
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
