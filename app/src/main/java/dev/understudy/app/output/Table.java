// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Aligned columns for people. Columns of which every cell is a number stand to the right.
public final class Table {
  private static final String GAP = "  ";
  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... header) {
    this.header = List.of(header);
  }

  /// Adds a row; numbers are written with thousands separators.
  public Table row(Object... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "a row of %d cells in a table of %d".formatted(cells.length, header.size()));
    }
    List<String> row = new ArrayList<>(cells.length);
    for (Object cell : cells) {
      row.add(
          cell instanceof Long || cell instanceof Integer
              ? Texts.count(((Number) cell).longValue())
              : Texts.oneLine(cell.toString()));
    }
    rows.add(row);
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /// Writes the table, nothing when it has no rows.
  public void print(PrintWriter out) {
    print(out, "");
  }

  /// Writes the table with `indent` before each line.
  public void print(PrintWriter out, String indent) {
    if (rows.isEmpty()) {
      return;
    }
    int columns = header.size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      widths[c] = Texts.width(header.get(c));
      right[c] = true;
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], Texts.width(row.get(c)));
        right[c] &= isNumber(row.get(c));
      }
    }
    if (header.stream().anyMatch(title -> !title.isEmpty())) {
      line(out, indent, header, widths, right);
    }
    rows.forEach(row -> line(out, indent, row, widths, right));
  }

  private static void line(
      PrintWriter out, String indent, List<String> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder(indent);
    for (int c = 0; c < cells.size(); c++) {
      String padding = " ".repeat(widths[c] - Texts.width(cells.get(c)));
      line.append(c == 0 ? "" : GAP);
      line.append(right[c] ? padding + cells.get(c) : cells.get(c) + padding);
    }
    out.println(line.toString().stripTrailing());
  }

  private static boolean isNumber(String cell) {
    return cell.isEmpty()
        || (cell.chars().allMatch(c -> (c >= '0' && c <= '9') || c == ',' || c == '.' || c == '-')
            && cell.chars().anyMatch(c -> c >= '0' && c <= '9'));
  }
}
