// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

import java.util.Locale;

/// The forms of a result that is rows.
public enum Format {
  /// For people.
  TABLE,
  /// For programs.
  JSON,
  /// For spreadsheets.
  CSV;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
