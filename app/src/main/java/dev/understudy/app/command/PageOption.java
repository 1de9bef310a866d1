// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

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
    return Math.max(1, limit);
  }

  long after() {
    return after;
  }
}
