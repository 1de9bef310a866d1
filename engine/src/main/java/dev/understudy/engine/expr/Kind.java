// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.schema.AttributeType;

/// The types of single values inside an expression: those of attributes, and dates, which cannot be
/// stored.
enum Kind {
  TEXT("text", "str"),
  NUMBER("a number", "num"),
  BOOLEAN("True or False", "bool"),
  BINARY("binary", "bin"),
  REFERENCE("a reference", "ref"),
  DATE("a date", "dt");

  /// How messages call it.
  final String words;

  /// How signatures call it.
  final String code;

  Kind(String words, String code) {
    this.words = words;
    this.code = code;
  }

  int bit() {
    return 1 << ordinal();
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
