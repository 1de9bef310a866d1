// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One mistake in a set of rules, or something in it that looks like one.
///
/// @param severity whether the rules can be used
/// @param rule index of the rule in the list that was checked
/// @param place where in the rule
/// @param text what is wrong and what would be right
public record RuleProblem(Severity severity, int rule, RulePlace place, Text text) {

  /// Whether a problem keeps the rules from being used.
  public enum Severity {
    ERROR,
    WARNING
  }

  /// What is wrong.
  ///
  /// @param message what is wrong, and what was expected
  /// @param suggestion what was probably meant
  /// @param line where inside the place's text, from 1; with `column`, for expressions
  /// @param column see `line`
  public record Text(String message, @Nullable String suggestion, int line, int column) {

    /// A message about the place as a whole.
    public static Text of(String message) {
      return new Text(message, null, 1, 1);
    }

    /// A message about the place as a whole, with what was probably meant.
    public static Text of(String message, Optional<String> suggestion) {
      return new Text(message, suggestion.orElse(null), 1, 1);
    }
  }
}
