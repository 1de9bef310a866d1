// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

import java.io.PrintWriter;

/// Rows by RFC 4180.
public final class Csv {
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

  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
