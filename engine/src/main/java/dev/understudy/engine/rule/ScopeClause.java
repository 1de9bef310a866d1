// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import java.util.ArrayList;
import java.util.List;

/// One test of one attribute.
///
/// @param attribute of the source object
/// @param operator the test
/// @param value what is compared with; may hold `%parameters%`; empty for operators without one
public record ScopeClause(String attribute, ScopeOperator operator, String value) {

  /// The names of the parameters in the value.
  public List<String> parameters() {
    List<String> names = new ArrayList<>();
    String[] parts = value.split("%", -1);
    for (int i = 1; i + 1 < parts.length; i += 2) {
      names.add(parts[i]);
    }
    return names;
  }
}
