// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import java.util.Arrays;
import java.util.Optional;

/// The tests of a scope clause (`spec/engine.md` §2.2). The names are those of the rule files.
public enum ScopeOperator {
  EQUAL,
  NOTEQUAL,
  LESSTHAN,
  LESSTHAN_OR_EQUAL,
  GREATERTHAN,
  GREATERTHAN_OR_EQUAL,
  CONTAINS,
  NOTCONTAINS,
  STARTSWITH,
  NOTSTARTSWITH,
  ENDSWITH,
  NOTENDSWITH,
  ISNULL,
  ISNOTNULL,
  ISIN,
  ISNOTIN,
  ISBITSET,
  ISNOTBITSET,
  ISMEMBEROF,
  ISNOTMEMBEROF;

  /// The operator of that name; `ISBITNOTSET`, as real exports spell it, is [#ISNOTBITSET].
  public static Optional<ScopeOperator> byName(String name) {
    if (name.equals("ISBITNOTSET")) {
      return Optional.of(ISNOTBITSET);
    }
    return Arrays.stream(values()).filter(operator -> operator.name().equals(name)).findFirst();
  }

  /// Whether the clause has no value.
  public boolean ignoresValue() {
    return this == ISNULL || this == ISNOTNULL;
  }
}
