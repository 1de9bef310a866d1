// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.output.Format;
import picocli.CommandLine.Option;

/// `-o table|json`.
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "For people, or for machines (default: table).")
  private Format format = Format.TABLE;

  boolean isJson() {
    return switch (format) {
      case TABLE -> false;
      case JSON -> true;
      case CSV -> throw AppException.usage("this is not shown as csv; use -o table or -o json");
    };
  }
}
