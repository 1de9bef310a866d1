// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.engine.rule.ScopeOperator;
import dev.understudy.value.Value;
import java.util.List;
import java.util.OptionalLong;

/// One clause of a scope. Texts are compared without case; a NOT operator is true of an absent
/// attribute, its opposite false, with one exception: an absent boolean equals False, because the
/// shipped rules count on it (`spec/engine.md` §2.2).
@FunctionalInterface
interface ScopeTest {
  boolean holds(ObjectInputs inputs);

  static ScopeTest of(
      ScopeOperator operator, int attribute, Template literal, boolean mayBeBoolean) {
    return switch (operator) {
      case ISNULL -> inputs -> inputs.attribute(attribute).isEmpty();
      case ISNOTNULL -> inputs -> !inputs.attribute(attribute).isEmpty();
      case EQUAL, ISIN -> equal(attribute, literal, mayBeBoolean);
      case NOTEQUAL, ISNOTIN -> not(equal(attribute, literal, false));
      case CONTAINS -> text(attribute, literal, ScopeTest::contains);
      case NOTCONTAINS -> not(text(attribute, literal, ScopeTest::contains));
      case STARTSWITH -> text(attribute, literal, ScopeTest::startsWith);
      case NOTSTARTSWITH -> not(text(attribute, literal, ScopeTest::startsWith));
      case ENDSWITH -> text(attribute, literal, ScopeTest::endsWith);
      case NOTENDSWITH -> not(text(attribute, literal, ScopeTest::endsWith));
      case LESSTHAN -> order(attribute, literal, order -> order < 0);
      case LESSTHAN_OR_EQUAL -> order(attribute, literal, order -> order <= 0);
      case GREATERTHAN -> order(attribute, literal, order -> order > 0);
      case GREATERTHAN_OR_EQUAL -> order(attribute, literal, order -> order >= 0);
      case ISBITSET -> bits(attribute, literal, true);
      case ISNOTBITSET -> bits(attribute, literal, false);
      case ISMEMBEROF -> inputs -> inputs.memberOf(literal.text(inputs));
      case ISNOTMEMBEROF -> inputs -> !inputs.memberOf(literal.text(inputs));
    };
  }

  private static ScopeTest not(ScopeTest test) {
    return inputs -> !test.holds(inputs);
  }

  private static ScopeTest equal(int attribute, Template literal, boolean mayBeBoolean) {
    return inputs -> {
      List<Value> values = inputs.attribute(attribute);
      String wanted = literal.text(inputs);
      if (values.isEmpty()) {
        return mayBeBoolean && wanted.equalsIgnoreCase("False");
      }
      for (Value value : values) {
        if (Text.of(value).equalsIgnoreCase(wanted)) {
          return true;
        }
      }
      return false;
    };
  }

  /// A test of a value's text against the clause's text.
  @FunctionalInterface
  interface TextTest {
    boolean holds(String value, String literal);
  }

  private static ScopeTest text(int attribute, Template literal, TextTest test) {
    return inputs -> {
      List<Value> values = inputs.attribute(attribute);
      if (values.isEmpty()) {
        return false;
      }
      String wanted = literal.text(inputs);
      for (Value value : values) {
        if (test.holds(Text.of(value), wanted)) {
          return true;
        }
      }
      return false;
    };
  }

  private static boolean contains(String value, String literal) {
    for (int at = 0; at <= value.length() - literal.length(); at++) {
      if (value.regionMatches(true, at, literal, 0, literal.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(String value, String literal) {
    return value.regionMatches(true, 0, literal, 0, literal.length());
  }

  private static boolean endsWith(String value, String literal) {
    return value.regionMatches(
        true, value.length() - literal.length(), literal, 0, literal.length());
  }

  /// A test of the sign of a comparison.
  @FunctionalInterface
  interface OrderTest {
    boolean holds(int order);
  }

  /// Numbers are compared as numbers, anything else as text without case.
  private static ScopeTest order(int attribute, Template literal, OrderTest test) {
    return inputs -> {
      String wanted = literal.text(inputs);
      OptionalLong number = number(wanted);
      for (Value value : inputs.attribute(attribute)) {
        boolean numeric = value instanceof Value.Int64;
        if (numeric && number.isEmpty()) {
          continue;
        }
        int order =
            value instanceof Value.Int64(long mine)
                ? Long.compare(mine, number.getAsLong())
                : Text.of(value).compareToIgnoreCase(wanted);
        if (test.holds(order)) {
          return true;
        }
      }
      return false;
    };
  }

  /// An absent attribute has no bit set.
  private static ScopeTest bits(int attribute, Template literal, boolean wantSet) {
    return inputs -> {
      OptionalLong mask = number(literal.text(inputs));
      boolean set = false;
      for (Value value : inputs.attribute(attribute)) {
        OptionalLong number =
            value instanceof Value.Int64(long mine)
                ? OptionalLong.of(mine)
                : number(Text.of(value));
        set |=
            mask.isPresent() && number.isPresent() && (number.getAsLong() & mask.getAsLong()) != 0;
      }
      return set == wantSet;
    };
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.decode(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
