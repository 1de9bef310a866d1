// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The variables that may be used at a place, innermost first.
record Scope(String name, int slot, Type type, @Nullable Scope outer) {

  static @Nullable Scope find(String name, @Nullable Scope scope) {
    Scope at = scope;
    while (at != null && !at.name.equals(name)) {
      at = at.outer;
    }
    return at;
  }

  static List<String> names(@Nullable Scope scope) {
    List<String> names = new ArrayList<>();
    for (Scope at = scope; at != null; at = at.outer) {
      names.add(at.name);
    }
    return names;
  }
}
