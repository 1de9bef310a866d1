// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Where a command writes.
///
/// @param out results
/// @param err messages and progress
/// @param interactive whether a person looks at `err`
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {

  /// The streams of this process. Output is UTF-8 whatever the locale says: names are.
  public static Terminal system() {
    return new Terminal(
        new PrintWriter(System.out, false, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        errorIsTerminal());
  }

  private static boolean errorIsTerminal() {
    Path linux = Path.of("/proc/self/fd/2");
    if (Files.exists(linux)) {
      try {
        String target = linux.toRealPath().toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    return Objects.requireNonNull(System.console()).isTerminal();
  }
}
