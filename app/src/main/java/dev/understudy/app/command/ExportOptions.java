// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.failure.AppException;
import picocli.CommandLine.Option;

/// What an export may do.
final class ExportOptions {
  @Option(
      names = "--deletes-max",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "Export nothing when more deletions than this are pending (default: ${DEFAULT-VALUE}; 0: no"
              + " limit).")
  private long deletesMax = 500;

  long deletesMax() {
    if (deletesMax < 0) {
      throw AppException.usage("--deletes-max is 0 or more");
    }
    return deletesMax;
  }
}
