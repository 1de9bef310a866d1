// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.query;

import dev.understudy.tenant.wire.GraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What `$filter` says.
public sealed interface Filter {

  /// Whether an object passes.
  ///
  /// @param object its properties, `id` among them
  boolean test(JsonNode object);

  /// Whether the directory answers it only with `ConsistencyLevel: eventual` and `$count=true`.
  boolean advanced();

  /// All of them pass.
  record And(Filter left, Filter right) implements Filter {
    @Override
    public boolean test(JsonNode object) {
      return left.test(object) && right.test(object);
    }

    @Override
    public boolean advanced() {
      return left.advanced() || right.advanced();
    }
  }

  /// One of them passes.
  record Or(Filter left, Filter right) implements Filter {
    @Override
    public boolean test(JsonNode object) {
      return left.test(object) || right.test(object);
    }

    @Override
    public boolean advanced() {
      return left.advanced() || right.advanced();
    }
  }

  /// It does not pass.
  record Not(Filter filter) implements Filter {
    @Override
    public boolean test(JsonNode object) {
      return !filter.test(object);
    }

    @Override
    public boolean advanced() {
      return true;
    }
  }

  /// How a value is compared.
  enum Operator {
    EQ,
    NE,
    GE,
    LE,
    GT,
    LT,
    STARTS_WITH,
    ENDS_WITH,
    CONTAINS;

    boolean test(String value, String wanted) {
      return switch (this) {
        case EQ -> value.equals(wanted);
        case NE -> !value.equals(wanted);
        case GE -> value.compareTo(wanted) >= 0;
        case LE -> value.compareTo(wanted) <= 0;
        case GT -> value.compareTo(wanted) > 0;
        case LT -> value.compareTo(wanted) < 0;
        case STARTS_WITH -> value.startsWith(wanted);
        case ENDS_WITH -> value.endsWith(wanted);
        case CONTAINS -> value.contains(wanted);
      };
    }
  }

  /// A property is compared with a value; of a list, one value must pass.
  ///
  /// @param path the property, and what is in it:
  ///   `onPremisesExtensionAttributes/extensionAttribute1`
  /// @param value the literal; null for `null`
  /// @param any whether it stood within `any(…)`
  record Comparison(List<String> path, Operator operator, @Nullable String value, boolean any)
      implements Filter {
    @Override
    public boolean test(JsonNode object) {
      JsonNode node = object;
      for (String name : path) {
        node = node.path(name);
      }
      if (any) {
        for (JsonNode element : node) {
          if (passes(element)) {
            return true;
          }
        }
        return false;
      }
      return passes(node);
    }

    private boolean passes(JsonNode node) {
      boolean missing = node.isMissingNode() || node.isNull();
      if (value == null || missing) {
        boolean equal = value == null && missing;
        return operator == Operator.NE ? !equal : operator == Operator.EQ && equal;
      }
      return operator.test(
          node.asString().toLowerCase(Locale.ROOT), value.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean advanced() {
      return switch (operator) {
        case NE, ENDS_WITH, CONTAINS -> true;
        case EQ, GE, LE, GT, LT, STARTS_WITH -> false;
      };
    }
  }

  /// Reads a filter.
  ///
  /// @throws GraphException when it is none
  static Filter of(String text) {
    return new FilterParser(text).parse();
  }

  /// The conditions of which each one must hold.
  static List<Filter> conjuncts(Filter filter) {
    List<Filter> conjuncts = new ArrayList<>();
    if (filter instanceof And(Filter left, Filter right)) {
      conjuncts.addAll(conjuncts(left));
      conjuncts.addAll(conjuncts(right));
    } else {
      conjuncts.add(filter);
    }
    return conjuncts;
  }

  /// The conditions of which one must hold.
  static List<Filter> alternatives(Filter filter) {
    List<Filter> alternatives = new ArrayList<>();
    if (filter instanceof Or(Filter left, Filter right)) {
      alternatives.addAll(alternatives(left));
      alternatives.addAll(alternatives(right));
    } else {
      alternatives.add(filter);
    }
    return alternatives;
  }
}
