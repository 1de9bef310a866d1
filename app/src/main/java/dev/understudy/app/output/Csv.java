// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

import java.io.PrintWriter;

/// Rows by RFC 4180, for spreadsheets: a cell that one would take for a formula gets an apostrophe
/// before it, so that no value of a directory runs on the desk of whoever looks at it.
public final class Csv {
  private static final String FORMULA_BEGINS = "=+-@\t\r\n";

  private final PrintWriter out;

  public Csv(PrintWriter out, String... header) {
    this.out = out;
    row(header);
  }

  /// Writes a row.
  public void row(String... cells) {
    StringBuilder line = new StringBuilder(128);
    for (int i = 0; i < cells.length; i++) {
      line.append(i == 0 ? "" : ",").append(cell(cells[i]));
    }
    out.print(line.append("\r\n"));
  }

  private static String cell(String value) {
    boolean formula = !value.isEmpty() && FORMULA_BEGINS.indexOf(value.charAt(0)) >= 0;
    String text = formula ? "'" + value : value;
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
