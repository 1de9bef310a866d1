// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.util.ArrayList;
import java.util.List;

/// What is known of a value before it is there: the kinds it may have, and whether it may be more
/// than one. NULL fits every type; the type of NULL itself has no kind at all.
///
/// @param mask the [Kind#bit]s, and [#CONTROL] where the value may be an instruction to the engine
/// @param many whether there may be several values
record Type(int mask, boolean many) {
  /// `AuthoritativeNull` and `IgnoreThisFlow`, which are results but not values.
  static final int CONTROL = 1 << Kind.values().length;

  static final int ALL_KINDS = CONTROL - 1;

  /// A text, or a DN used as one.
  static final int TEXTUAL = Kind.TEXT.bit() | Kind.REFERENCE.bit();

  static final Type NOTHING = new Type(0, false);
  static final Type INSTRUCTION = new Type(CONTROL, false);
  static final Type UNKNOWN = new Type(ALL_KINDS, true);
  static final Type TEXT = one(Kind.TEXT);
  static final Type NUMBER = one(Kind.NUMBER);
  static final Type BOOLEAN = one(Kind.BOOLEAN);
  static final Type DATE = one(Kind.DATE);

  static Type one(Kind kind) {
    return new Type(kind.bit(), false);
  }

  Type or(Type other) {
    return new Type(mask | other.mask, many || other.many);
  }

  Type withMany(boolean more) {
    return more == many ? this : new Type(mask, more);
  }

  /// One of the values.
  Type element() {
    return withMany(false);
  }

  /// The kinds without the instructions.
  int kinds() {
    return mask & ALL_KINDS;
  }

  boolean mayInstruct() {
    return (mask & CONTROL) != 0;
  }

  /// Whether no value of this type can be one of `accepted`. NULL always can.
  boolean never(int accepted) {
    return kinds() != 0 && (kinds() & accepted) == 0;
  }

  String words() {
    return words(kinds());
  }

  static String words(int kinds) {
    List<String> words = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if ((kinds & kind.bit()) != 0) {
        words.add(kind.words);
      }
    }
    return String.join(" or ", words);
  }
}
