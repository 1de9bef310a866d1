// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.query;

/// A word of a filter.
///
/// @param kind what it is
/// @param text the word; of a literal its value
record Token(Kind kind, String text) {
  enum Kind {
    WORD,
    STRING,
    NUMBER,
    OPEN,
    CLOSE,
    COMMA,
    COLON,
    SLASH,
    END
  }

  boolean is(String word) {
    return kind == Kind.WORD && text.equals(word);
  }
}
