// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.problem;

import dev.understudy.config.problem.Problem.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Collects problems, so that all of them can be told at once.
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /// Adds one.
  public void add(Problem problem) {
    found.add(problem);
  }

  /// Adds several.
  public void addAll(Collection<Problem> problems) {
    found.addAll(problems);
  }

  /// Adds an error without a subject.
  public void error(Position position, String message) {
    found.add(Problem.error(position, message));
  }

  /// Adds an error without a subject, with what was probably meant.
  public void error(Position position, String message, Optional<String> suggestion) {
    found.add(Problem.error(position, message, suggestion));
  }

  /// Adds a warning without a subject.
  public void warning(Position position, String message) {
    found.add(Problem.warning(position, message));
  }

  /// Whether something keeps the configuration from being used.
  public boolean hasErrors() {
    return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /// Everything that is only a warning.
  public List<Problem> warnings() {
    return found.stream().filter(problem -> problem.severity() == Severity.WARNING).toList();
  }

  /// Everything, in the order it was found.
  public List<Problem> all() {
    return List.copyOf(found);
  }

  /// Goes on when there is no error.
  ///
  /// @throws ConfigurationException with everything that was found, warnings too
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new ConfigurationException(all());
    }
  }
}
