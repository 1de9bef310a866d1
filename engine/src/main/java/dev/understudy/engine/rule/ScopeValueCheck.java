// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import dev.understudy.engine.rule.RuleProblem.Severity;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks that the value of a scope clause can be compared by its operator with its attribute.
final class ScopeValueCheck {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d+|(?:0[xX]|&[hH])[0-9a-fA-F]{1,16}");

  private ScopeValueCheck() {}

  record Finding(Severity severity, String message) {
    static Optional<Finding> error(String message) {
      return Optional.of(new Finding(Severity.ERROR, message));
    }
  }

  static Optional<Finding> check(ScopeClause clause, Optional<AttributeDefinition> attribute) {
    if (clause.operator().ignoresValue() || clause.value().contains("%")) {
      return Optional.empty();
    }
    if (needsNumber(clause.operator())) {
      return bits(clause, attribute);
    }
    if (clause.value().isEmpty()) {
      return Optional.of(
          new Finding(
              Severity.WARNING,
              "%s %s compares with an empty value; to test for a missing attribute use ISNULL or ISNOTNULL"
                  .formatted(clause.attribute(), clause.operator())));
    }
    if (comparesWhole(clause.operator()) && attribute.isPresent()) {
      return whole(clause, attribute.get().type());
    }
    return Optional.empty();
  }

  private static Optional<Finding> bits(
      ScopeClause clause, Optional<AttributeDefinition> attribute) {
    if (!isNumber(clause.value())) {
      return Finding.error(
          "%s needs a number to test bits with, such as 2 or 0x80000000, not \"%s\""
              .formatted(clause.operator(), clause.value()));
    }
    if (attribute.isPresent() && attribute.get().type() != AttributeType.NUMBER) {
      return Finding.error(
          "%s tests bits of a number, but %s is %s"
              .formatted(
                  clause.operator(), clause.attribute(), RuleCheck.named(attribute.get().type())));
    }
    return Optional.empty();
  }

  private static Optional<Finding> whole(ScopeClause clause, AttributeType type) {
    return switch (type) {
      case NUMBER ->
          isNumber(clause.value())
              ? Optional.empty()
              : Finding.error(
                  "%s is a number and can not be compared with \"%s\""
                      .formatted(clause.attribute(), clause.value()));
      case BOOLEAN ->
          isBoolean(clause.value())
              ? Optional.empty()
              : Finding.error(
                  "%s is a boolean and can not be compared with \"%s\"; expected True or False"
                      .formatted(clause.attribute(), clause.value()));
      case STRING, BINARY, REFERENCE -> Optional.empty();
    };
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  static boolean isBoolean(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  private static boolean needsNumber(ScopeOperator operator) {
    return operator == ScopeOperator.ISBITSET || operator == ScopeOperator.ISNOTBITSET;
  }

  private static boolean comparesWhole(ScopeOperator operator) {
    return switch (operator) {
      case EQUAL, NOTEQUAL, LESSTHAN, LESSTHAN_OR_EQUAL, GREATERTHAN, GREATERTHAN_OR_EQUAL -> true;
      case CONTAINS,
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
          ISNOTMEMBEROF ->
          false;
    };
  }
}
