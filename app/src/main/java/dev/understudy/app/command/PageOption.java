// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.output.Terminal;
import picocli.CommandLine.Option;

/// `--limit` and `--after`: a long list piece by piece.
final class PageOption {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many (default: ${DEFAULT-VALUE}).",
      defaultValue = "50")
  private int limit = 50;

  @Option(
      names = "--after",
      paramLabel = "ID",
      description = "Only those behind this identifier, to see the next page.")
  private long after;

  int limit() {
    if (limit < 1) {
      throw AppException.usage("--limit is 1 or more");
    }
    return limit;
  }

  long after() {
    return after;
  }

  /// Says how to see the next page, when there may be one.
  ///
  /// @param found how many were found
  /// @param last the identifier of the last one
  void tellNext(Terminal terminal, int found, long last) {
    if (found == limit) {
      terminal.out().flush();
      terminal.err().println("There may be more: --after " + last + " shows the next.");
    }
  }
}
