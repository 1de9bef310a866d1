// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

/// What one expression may cost. Rules are written by people who may err; an expression that grows
/// without end must fail, not take the server with it.
final class Limits {
  /// Longest source, in UTF-16 units. The longest shipped rule has some 900.
  static final int SOURCE_CHARS_MAX = 65_536;

  /// Deepest nesting of parentheses and calls.
  static final int DEPTH_MAX = 200;

  /// Mistakes reported for one expression; what follows them is rarely news.
  static final int ISSUES_MAX = 50;

  /// Longest text a function may produce, in UTF-16 units.
  static final int TEXT_CHARS_MAX = 1 << 20;

  /// Longest byte string a function may produce, in bytes.
  static final int BINARY_BYTES_MAX = 10 << 20;

  /// Work on lists during one evaluation: one unit for each value handled and for each character or
  /// byte it brings.
  static final long WORK_MAX = 32L << 20;

  private Limits() {}
}
