// SPDX-License-Identifier: Apache-2.0
package dev.understudy.value;

import java.util.Arrays;
import java.util.Base64;

/// One value of an attribute. There is no date type: dates travel as text or as numbers
/// (`spec/engine.md` §1.1).
///
/// Values are immutable by agreement: nobody writes into the array of a [Binary] after it was made.
public sealed interface Value {

  /// A string of Unicode text. May be empty; a directory that reports an empty string reports a
  /// value.
  record Text(String text) implements Value {
    @Override
    public String toString() {
      return text;
    }
  }

  /// A signed 64-bit integer.
  record Int64(long number) implements Value {
    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /// True or false; attributes of this type have at most one value.
  record Bool(boolean bool) implements Value {
    public static final Bool TRUE = new Bool(true);
    public static final Bool FALSE = new Bool(false);

    /// The shared instance for `bool`.
    public static Bool of(boolean bool) {
      return bool ? TRUE : FALSE;
    }

    @Override
    public String toString() {
      return bool ? "True" : "False";
    }
  }

  /// Bytes. Equal when the contents are equal.
  record Binary(byte[] bytes) implements Value {
    @Override
    public boolean equals(Object other) {
      return other instanceof Binary(byte[] theirs) && Arrays.equals(bytes, theirs);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    /// The bytes in Base64, as they are shown to people.
    @Override
    public String toString() {
      return Base64.getEncoder().encodeToString(bytes);
    }
  }

  /// A reference to another object of the same directory, by its DN.
  record Reference(Dn dn) implements Value {
    @Override
    public String toString() {
      return dn.text();
    }
  }

  /// Shorthand for a [Text].
  static Value of(String text) {
    return new Text(text);
  }

  /// Shorthand for an [Int64].
  static Value of(long number) {
    return new Int64(number);
  }

  /// Shorthand for a [Bool].
  static Value of(boolean bool) {
    return Bool.of(bool);
  }

  /// Shorthand for a [Binary]; the array is not copied.
  static Value of(byte[] bytes) {
    return new Binary(bytes);
  }

  /// Shorthand for a [Reference].
  static Value of(Dn dn) {
    return new Reference(dn);
  }
}
