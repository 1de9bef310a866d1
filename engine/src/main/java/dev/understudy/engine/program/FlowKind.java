// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

/// What a flow moves.
public enum FlowKind {
  /// Values.
  VALUE,
  /// The references of one attribute as they are: row by row.
  DIRECT_REFERENCE,
  /// References that an expression or a constant makes.
  COMPUTED_REFERENCE
}
