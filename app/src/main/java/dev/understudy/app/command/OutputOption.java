// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import java.util.Locale;
import picocli.CommandLine.Option;

/// `-o table|json`.
final class OutputOption {

  /// The forms of a result that is not rows.
  private enum Form {
    TABLE,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "For people, or for programs (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private Form form = Form.TABLE;

  boolean isJson() {
    return form == Form.JSON;
  }
}
