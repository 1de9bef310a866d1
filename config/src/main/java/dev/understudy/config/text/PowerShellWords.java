// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.text;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Splits a PowerShell script into words: strings, variables, punctuation, ends of lines. Comments
/// and continued line ends are gone. Only strings that need no evaluation are understood.
final class PowerShellWords {
  private final Path path;
  private final String text;
  private final int[] lineStarts;
  private final List<Word> words = new ArrayList<>();
  private int at;

  private PowerShellWords(TextFile file) {
    path = file.path();
    text = file.text().replace("\r\n", "\n");
    lineStarts =
        IntStream.rangeClosed(0, text.length())
            .filter(index -> index == 0 || text.charAt(index - 1) == '\n')
            .toArray();
  }

  /// What a word is.
  enum Kind {
    BARE,
    STRING,
    VARIABLE,
    COMMA,
    OPEN_LIST,
    OPEN,
    CLOSE,
    PIPE,
    END
  }

  /// @param text of a string without quotes; of a variable without `$` and index
  record Word(Kind kind, String text, Position position) {}

  static List<Word> of(TextFile file) {
    PowerShellWords words = new PowerShellWords(file);
    while (words.at < words.text.length()) {
      words.next();
    }
    words.add(Kind.END, "", words.at);
    return words.words;
  }

  private void next() {
    char first = text.charAt(at);
    int start = at;
    if (first == '`' && continuesLine()) {
      at = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at) + 1;
    } else if (first == '\n' || first == ';') {
      at++;
      add(Kind.END, "", start);
    } else if (Character.isWhitespace(first)) {
      at++;
    } else if (text.startsWith("<#", at)) {
      at = endOf("#>", "the comment that begins here has no end #>") + 2;
    } else if (first == '#') {
      at = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
    } else if (text.startsWith("@'", at) || text.startsWith("@\"", at)) {
      hereString(start);
    } else if (first == '\'' || first == '"') {
      string(first, start);
    } else if (first == '$') {
      variable(start);
    } else {
      punctuationOrBare(first, start);
    }
  }

  /// A backtick with nothing but spaces behind it; the editor leaves some there.
  private boolean continuesLine() {
    int end = text.indexOf('\n', at);
    return text.substring(at + 1, end < 0 ? text.length() : end).isBlank();
  }

  private void punctuationOrBare(char first, int start) {
    at++;
    switch (first) {
      case ',' -> add(Kind.COMMA, ",", start);
      case '(' -> add(Kind.OPEN, "(", start);
      case ')' -> add(Kind.CLOSE, ")", start);
      case '|' -> add(Kind.PIPE, "|", start);
      case '@' -> {
        if (at >= text.length() || text.charAt(at) != '(') {
          throw invalid(start, "only lists @(…) and here-strings are understood after @");
        }
        at++;
        add(Kind.OPEN_LIST, "@(", start);
      }
      default -> {
        while (at < text.length() && isBare(text.charAt(at))) {
          at++;
        }
        String word = text.substring(start, at);
        if (!isBare(first)) {
          throw invalid(start, "\"%s\" is not understood here".formatted(word));
        }
        add(Kind.BARE, word, start);
      }
    }
  }

  private static boolean isBare(char character) {
    return Character.isLetterOrDigit(character) || "-_.:\\/{}".indexOf(character) >= 0;
  }

  private void variable(int start) {
    at++;
    int name = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    if (name == at) {
      throw invalid(start, "only plain variables such as $syncRule are understood");
    }
    String variable = text.substring(name, at);
    if (text.startsWith("[0]", at)) {
      at += 3;
    }
    add(Kind.VARIABLE, variable, start);
  }

  private void string(char quote, int start) {
    StringBuilder value = new StringBuilder();
    at++;
    while (true) {
      if (at >= text.length()) {
        throw invalid(start, "the string that begins here has no end " + quote);
      }
      char next = text.charAt(at++);
      if (next == quote) {
        if (at >= text.length() || text.charAt(at) != quote) {
          break;
        }
        value.append(quote);
        at++;
      } else if (quote == '"' && next == '`' && at < text.length()) {
        value.append(escaped(text.charAt(at++)));
      } else if (quote == '"' && next == '$') {
        throw invalid(
            at - 1, "a variable inside of a string can not be evaluated; write its value");
      } else {
        value.append(next);
      }
    }
    add(Kind.STRING, value.toString(), start);
  }

  private static char escaped(char character) {
    return switch (character) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> character;
    };
  }

  private void hereString(int start) {
    char quote = text.charAt(at + 1);
    int lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0 || !text.substring(at + 2, lineEnd).isBlank()) {
      throw invalid(start, "a here-string begins on the line after its mark");
    }
    int end =
        endOf("\n" + quote + "@", "the here-string that begins here has no end " + quote + "@");
    String value = end <= lineEnd ? "" : text.substring(lineEnd + 1, end);
    if (quote == '"' && (value.contains("$") || value.contains("`"))) {
      throw invalid(start, "a variable or escape in a here-string can not be evaluated; use @' '@");
    }
    at = end + 3;
    add(Kind.STRING, value, start);
  }

  private int endOf(String mark, String message) {
    int end = text.indexOf(mark, at);
    if (end < 0) {
      throw invalid(at, message);
    }
    return end;
  }

  private void add(Kind kind, String word, int start) {
    words.add(new Word(kind, word, position(start)));
  }

  private Position position(int index) {
    int found = Arrays.binarySearch(lineStarts, index);
    int line = found >= 0 ? found : -found - 2;
    return new Position(path, line + 1, index - lineStarts[line] + 1);
  }

  private ConfigurationException invalid(int index, String message) {
    return new ConfigurationException(List.of(Problem.error(position(index), message)));
  }
}
