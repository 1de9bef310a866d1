// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.problem;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong in configuration, or looks like it.
///
/// @param severity whether the configuration can be used
/// @param position where
/// @param subject what it is about, for example `rule "AD user: identity" (100)`; may be empty
/// @param message what is wrong, and what was expected
/// @param suggestion what was probably meant
public record Problem(
    Severity severity,
    Position position,
    String subject,
    String message,
    @Nullable String suggestion) {

  /// Whether a problem keeps the configuration from being used.
  public enum Severity {
    ERROR,
    WARNING
  }

  /// An error without a subject.
  public static Problem error(Position position, String message) {
    return new Problem(Severity.ERROR, position, "", message, null);
  }

  /// An error without a subject, with what was probably meant.
  public static Problem error(Position position, String message, Optional<String> suggestion) {
    return new Problem(Severity.ERROR, position, "", message, suggestion.orElse(null));
  }

  /// A warning without a subject.
  public static Problem warning(Position position, String message) {
    return new Problem(Severity.WARNING, position, "", message, null);
  }

  /// The same about `subject`.
  public Problem about(String subject) {
    return new Problem(severity, position, subject, message, suggestion);
  }

  /// One line: place, subject, message, suggestion.
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(position.toString()).append(": ");
    if (severity == Severity.WARNING) {
      line.append("warning: ");
    }
    if (!subject.isEmpty()) {
      line.append(subject).append(": ");
    }
    line.append(message);
    if (suggestion != null) {
      line.append(" — did you mean ").append(suggestion).append('?');
    }
    return line.toString();
  }
}
