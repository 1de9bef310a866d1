// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

/// Where the value of a flow comes from (`spec/engine.md` §2.6).
public sealed interface FlowSource {

  /// The source attribute as it is.
  record Direct(String attribute) implements FlowSource {}

  /// A literal; its type is that of the target attribute.
  record Constant(String text) implements FlowSource {}

  /// An expression.
  record Expression(String text) implements FlowSource {}
}
