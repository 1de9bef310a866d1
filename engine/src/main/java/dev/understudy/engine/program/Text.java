// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.value.Value;

/// How values look as text: in scope clauses, and where a value flows into an attribute of strings.
final class Text {
  private Text() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Int64(long number) -> Long.toString(number);
      case Value.Bool(boolean bool) -> bool ? "True" : "False";
      case Value.Binary binary -> binary.toString();
      case Value.Reference(var dn) -> dn.text();
    };
  }
}
