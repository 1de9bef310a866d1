// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import java.util.ArrayList;
import java.util.List;

/// Several values in one cell: separated by a separator, which stands twice where it is part of a
/// value.
final class CsvCell {
  private CsvCell() {}

  /// The values in a cell; empty ones are none.
  static List<String> split(String cell, String separator) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    int at = 0;
    while (at < cell.length()) {
      if (!cell.startsWith(separator, at)) {
        value.append(cell.charAt(at++));
      } else if (cell.startsWith(separator, at + separator.length())) {
        value.append(separator);
        at += 2 * separator.length();
      } else {
        addUnlessEmpty(values, value);
        at += separator.length();
      }
    }
    addUnlessEmpty(values, value);
    return values;
  }

  /// The cell of which [#split] makes these values.
  static String join(List<String> values, String separator) {
    StringBuilder cell = new StringBuilder();
    for (String value : values) {
      if (!cell.isEmpty()) {
        cell.append(separator);
      }
      cell.append(value.replace(separator, separator + separator));
    }
    return cell.toString();
  }

  private static void addUnlessEmpty(List<String> values, StringBuilder value) {
    if (!value.isEmpty()) {
      values.add(value.toString());
      value.setLength(0);
    }
  }
}
