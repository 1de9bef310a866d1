// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

/// Counting in characters as people see code points, over texts that are stored in UTF-16. Most
/// texts have no surrogates; for them both counts are the same and nothing is walked through.
final class TextPositions {
  private TextPositions() {}

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /// The UTF-16 index after `count` characters from `from`, at most the length of the text.
  static int after(String text, int from, long count) {
    int length = text.length();
    int at = from;
    for (long left = count; left > 0 && at < length; left--) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  /// The first `count` characters; the same instance where they are all.
  static String start(String text, long count) {
    if (text.length() <= count) {
      return text;
    }
    return text.substring(0, after(text, 0, count));
  }

  /// The last `count` characters; the same instance where they are all.
  static String end(String text, long count) {
    if (text.length() <= count) {
      return text;
    }
    int at = text.length();
    for (long left = count; left > 0 && at > 0; left--) {
      at -= Character.charCount(text.codePointBefore(at));
    }
    return text.substring(at);
  }

  /// The position, from 1, of the character at a UTF-16 index.
  static int position(String text, int index) {
    return text.codePointCount(0, index) + 1;
  }

  /// Compares by code points; `String.compareTo` would place emoji before `U+FF21`.
  static int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char mine = left.charAt(i);
      char theirs = right.charAt(i);
      if (mine != theirs) {
        boolean sameWidth = Character.isSurrogate(mine) == Character.isSurrogate(theirs);
        return sameWidth ? mine - theirs : Character.isSurrogate(mine) ? 1 : -1;
      }
    }
    return left.length() - right.length();
  }
}
