// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

/// The forms of a result.
public enum Format {
  /// For people.
  TABLE,
  /// For machines.
  JSON,
  /// For spreadsheets; where a result is rows.
  CSV
}
