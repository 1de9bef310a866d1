// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.value.Value;
import java.util.List;

/// What an expression says about its target attribute (`spec/engine.md` §2.6).
public sealed interface Result {
  /// There is nothing to contribute; another rule may.
  Result NULL = Null.INSTANCE;

  /// The attribute is to be removed, whatever rules of lower precedence say.
  Result AUTHORITATIVE_NULL = AuthoritativeNull.INSTANCE;

  /// As if there were no such flow.
  Result IGNORE_THIS_FLOW = IgnoreThisFlow.INSTANCE;

  /// The values to flow: at least one, no two equal, none an empty text, and in the order in which
  /// the expression produced them.
  record Values(List<Value> values) implements Result {
    public Values {
      if (values.isEmpty()) {
        throw new IllegalArgumentException("a result without values is Result.NULL");
      }
    }
  }

  /// The type of [Result#NULL].
  enum Null implements Result {
    INSTANCE
  }

  /// The type of [Result#AUTHORITATIVE_NULL].
  enum AuthoritativeNull implements Result {
    INSTANCE
  }

  /// The type of [Result#IGNORE_THIS_FLOW].
  enum IgnoreThisFlow implements Result {
    INSTANCE
  }
}
