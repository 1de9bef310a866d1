// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Datum.Absence;
import dev.understudy.engine.expr.Function.Nulls;
import java.util.HashMap;
import java.util.Map;

/// Finding, replacing and picking words in texts.
final class SearchFunctions {
  private SearchFunctions() {}

  static void define(Functions functions) {
    functions.more(
        "InStr(str text, str sought, [num start], [compare mode]): num",
        Nulls.ZERO,
        SearchFunctions::inStr);
    functions.more(
        "InStrRev(str text, str sought, [num start], [compare mode]): num",
        Nulls.ZERO,
        SearchFunctions::inStrRev);
    functions.more(
        "Replace(str text, str old, str new): text", Nulls.PASSED, SearchFunctions::replace);
    functions.two(
        "ReplaceChars(str text, str pattern): text", Nulls.NULL, SearchFunctions::replaceChars);
    functions.more(
        "Word(str text, num number, str delimiters): text", Nulls.EMPTY, SearchFunctions::word);
  }

  private static boolean ignoresCase(Datum mode) {
    return mode != Absence.NULL && mode.asText().equals("vbTextCompare");
  }

  private static Datum inStr(Datum[] arguments) {
    String text = arguments[0].asText();
    String sought = arguments[1].asText();
    long start = arguments[2] == Absence.NULL ? 1 : Math.max(1, arguments[2].asNumber());
    boolean ignoresCase = ignoresCase(arguments[3]);
    int from = TextPositions.after(text, 0, start - 1);
    if (from == text.length()) {
      return new Datum.Num(0);
    }
    int last = text.length() - sought.length();
    for (int i = next(text, sought, from, ignoresCase);
        i >= 0 && i <= last;
        i = next(text, sought, i + 1, ignoresCase)) {
      if (found(text, i, sought, ignoresCase)) {
        return new Datum.Num(TextPositions.position(text, i));
      }
    }
    return new Datum.Num(0);
  }

  /// The next index where `sought` may stand; -1 where there is none.
  private static int next(String text, String sought, int from, boolean ignoresCase) {
    return ignoresCase ? from : text.indexOf(sought, from);
  }

  /// The last occurrence that ends at or before the character `start`; nothing is found where the
  /// search begins.
  private static Datum inStrRev(Datum[] arguments) {
    String text = arguments[0].asText();
    String sought = arguments[1].asText();
    boolean whole = arguments[2] == Absence.NULL || arguments[2].asNumber() < 0;
    int end = whole ? text.length() : TextPositions.after(text, 0, arguments[2].asNumber());
    if (sought.isEmpty()) {
      return new Datum.Num(TextPositions.length(text.substring(0, end)));
    }
    boolean ignoresCase = ignoresCase(arguments[3]);
    for (int i = end - sought.length(); i >= 0; i--) {
      if (found(text, i, sought, ignoresCase)) {
        return new Datum.Num(TextPositions.position(text, i));
      }
    }
    return new Datum.Num(0);
  }

  /// Whether `sought` stands at `index`, which must not be in the middle of a character.
  private static boolean found(String text, int index, String sought, boolean ignoresCase) {
    return text.regionMatches(ignoresCase, index, sought, 0, sought.length())
        && !splits(text, index)
        && !splits(text, index + sought.length());
  }

  private static boolean splits(String text, int index) {
    return index > 0
        && index < text.length()
        && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
  }

  private static Datum replace(Datum[] arguments) {
    if (arguments[0] == Absence.NULL) {
      return Absence.NULL;
    }
    String text = arguments[0].asText();
    String old = arguments[1] == Absence.NULL ? "" : monikers(arguments[1].asText());
    if (old.isEmpty()) {
      return arguments[0];
    }
    String fresh = arguments[2] == Absence.NULL ? "" : monikers(arguments[2].asText());
    StringBuilder replaced = new StringBuilder(text.length());
    int from = 0;
    for (int i = text.indexOf(old); i >= 0; i = text.indexOf(old, from)) {
      replaced.append(text, from, i).append(fresh);
      from = i + old.length();
      if (replaced.length() > Limits.TEXT_CHARS_MAX) {
        throw tooLong(replaced);
      }
    }
    return from == 0
        ? arguments[0]
        : Datum.of(replaced.append(text, from, text.length()).toString());
  }

  private static Fault tooLong(StringBuilder text) {
    return Datum.tooLong("text of at least", text.length(), Limits.TEXT_CHARS_MAX, "characters");
  }

  /// Resolves `\n`, `\r` and `\t`.
  private static String monikers(String text) {
    return text.indexOf('\\') < 0
        ? text
        : text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
  }

  private static Datum replaceChars(Datum text, Datum pattern) {
    Map<Integer, String> targets = targets(pattern.asText());
    StringBuilder replaced = new StringBuilder();
    String source = text.asText();
    for (int i = 0; i < source.length(); ) {
      int c = source.codePointAt(i);
      String target = targets.get(c);
      if (target == null) {
        replaced.appendCodePoint(c);
      } else {
        replaced.append(target);
      }
      if (replaced.length() > Limits.TEXT_CHARS_MAX) {
        throw tooLong(replaced);
      }
      i += Character.charCount(c);
    }
    return Datum.of(replaced.toString());
  }

  /// Reads `source:target,source:target`; the first entry of a source counts.
  private static Map<Integer, String> targets(String pattern) {
    Map<Integer, String> targets = new HashMap<>();
    String compact = withoutSpace(pattern);
    if (compact.isEmpty()) {
      return targets;
    }
    for (String entry : compact.split(",", -1)) {
      int colon = entry.indexOf(':');
      boolean valid =
          colon > 0 && entry.indexOf(':', colon + 1) < 0 && entry.codePointCount(0, colon) == 1;
      if (!valid) {
        throw Fault.value(
            "the pattern must be \"c:replacement,c:replacement\" with one character before each"
                + " colon, not \""
                + TextPositions.start(entry, 40)
                + '"');
      }
      targets.putIfAbsent(entry.codePointAt(0), entry.substring(colon + 1));
    }
    return targets;
  }

  private static String withoutSpace(String pattern) {
    StringBuilder compact = new StringBuilder(pattern.length());
    pattern.codePoints().filter(c -> !Character.isWhitespace(c)).forEach(compact::appendCodePoint);
    return compact.toString();
  }

  /// The word of a number; words are what stands between delimiters, never empty.
  private static Datum word(Datum[] arguments) {
    String text = arguments[0].asText();
    long number = arguments[1].asNumber();
    String delimiters = arguments[2].asText();
    int at = 0;
    for (long i = 1; number >= 1 && at < text.length(); i++) {
      while (at < text.length() && delimits(delimiters, text.codePointAt(at))) {
        at += Character.charCount(text.codePointAt(at));
      }
      int start = at;
      while (at < text.length() && !delimits(delimiters, text.codePointAt(at))) {
        at += Character.charCount(text.codePointAt(at));
      }
      if (i == number) {
        return start == 0 && at == text.length()
            ? arguments[0]
            : Datum.of(text.substring(start, at));
      }
    }
    return Datum.Text.EMPTY;
  }

  private static boolean delimits(String delimiters, int c) {
    return delimiters.indexOf(c) >= 0;
  }
}
