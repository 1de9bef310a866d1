// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import org.jspecify.annotations.Nullable;

/// One mistake in the text of an expression.
///
/// @param line of the place, from 1
/// @param column of the place, from 1, in characters as an editor counts them
/// @param message what is wrong, and what was expected
/// @param suggestion what to write instead, where there is a likely answer
public record Issue(int line, int column, String message, @Nullable String suggestion) {
  private static final int SHOWN_COLUMNS = 100;

  /// The mistake with the line of `source` it stands in, and a caret under the place.
  public String render(String source) {
    int[] shown = lineOf(source).codePoints().toArray();
    int place = column - 1;
    int from =
        shown.length <= SHOWN_COLUMNS ? 0 : Math.clamp(place - SHOWN_COLUMNS / 2, 0, shown.length);
    int to = Math.min(shown.length, from + SHOWN_COLUMNS);
    StringBuilder rendered = new StringBuilder(256).append(headline()).append("\n  ");
    rendered.append(from > 0 ? "…" : "").append(new String(shown, from, to - from));
    rendered.append(to < shown.length ? "…" : "").append("\n  ").append(from > 0 ? " " : "");
    for (int i = from; i < place; i++) {
      rendered.append(i < shown.length && shown[i] == '\t' ? '\t' : ' ');
    }
    return rendered.append('^').toString();
  }

  private String lineOf(String source) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = source.indexOf('\n', start) + 1;
    }
    int end = source.indexOf('\n', start);
    return source.substring(start, end < 0 ? source.length() : end).stripTrailing();
  }

  private String headline() {
    String place = "line " + line + ", column " + column + ": " + message;
    return suggestion == null ? place : place + " — did you mean " + suggestion + "?";
  }

  /// The mistake in one line.
  @Override
  public String toString() {
    return headline();
  }
}
