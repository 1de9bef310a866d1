// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import dev.understudy.config.text.TextFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Prints problems of files with the line they are in, and a caret under the place.
public final class Carets {
  private static final int SHOWN_COLUMNS = 100;
  private final Map<Path, List<String>> files = new HashMap<>();

  /// Prints one problem.
  public void print(PrintWriter out, Problem problem) {
    out.println(Texts.oneLine(problem.toString()));
    Position position = problem.position();
    if (position.line() == 0) {
      return;
    }
    List<String> lines = files.computeIfAbsent(position.file(), Carets::read);
    if (position.line() > lines.size()) {
      return;
    }
    int[] line =
        lines
            .get(position.line() - 1)
            .codePoints()
            .map(c -> c != '\t' && Texts.isUnsafe(c) ? '·' : c)
            .toArray();
    int place = Math.clamp(position.column() - 1L, 0, line.length);
    int from =
        line.length <= SHOWN_COLUMNS ? 0 : Math.clamp(place - SHOWN_COLUMNS / 2, 0, line.length);
    int to = Math.min(line.length, from + SHOWN_COLUMNS);
    out.println("  " + (from > 0 ? "…" : "") + new String(line, from, to - from));
    StringBuilder caret = new StringBuilder("  ").append(from > 0 ? " " : "");
    for (int i = from; i < place; i++) {
      caret.append(line[i] == '\t' ? '\t' : ' ');
    }
    out.println(caret.append('^'));
  }

  private static List<String> read(Path file) {
    try {
      return TextFile.read(file).text().lines().toList();
    } catch (ConfigurationException e) {
      return List.of();
    }
  }
}
