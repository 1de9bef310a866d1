// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.schema.AttributeType;

/// The types of single values inside an expression: those of attributes, and dates, which cannot be
/// stored.
enum Kind {
  TEXT(1 << 0, "text", "str"),
  NUMBER(1 << 1, "a number", "num"),
  BOOLEAN(1 << 2, "True or False", "bool"),
  BINARY(1 << 3, "binary", "bin"),
  REFERENCE(1 << 4, "a reference", "ref"),
  DATE(1 << 5, "a date", "dt");

  /// How messages call it.
  final String words;

  /// How signatures call it.
  final String code;

  private final int bit;

  Kind(int bit, String words, String code) {
    this.bit = bit;
    this.words = words;
    this.code = code;
  }

  /// Its place in the mask of a [Type].
  int bit() {
    return bit;
  }

  static Kind of(AttributeType type) {
    return switch (type) {
      case STRING -> TEXT;
      case NUMBER -> NUMBER;
      case BOOLEAN -> BOOLEAN;
      case BINARY -> BINARY;
      case REFERENCE -> REFERENCE;
    };
  }
}
