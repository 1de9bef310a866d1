// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.problem;

import dev.understudy.config.problem.Problem.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Configuration cannot be used. Holds every problem that was found, with its place; the message
/// shows all of them, one on a line, errors first.
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Who has to act.
  public enum Code {
    /// A file cannot be read: it is missing, locked, or no text. The operator.
    UNREADABLE,
    /// What the files say cannot work. Whoever wrote them.
    INVALID
  }

  private final Code code;
  private final transient List<Problem> problems;

  public ConfigurationException(List<Problem> problems) {
    this(Code.INVALID, problems);
  }

  public ConfigurationException(Code code, List<Problem> problems) {
    super(message(problems));
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  /// What kind of failure.
  public Code code() {
    return code;
  }

  /// Everything that was found, errors and warnings; at least one error.
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    long errors = problems.stream().filter(problem -> problem.severity() == Severity.ERROR).count();
    String heading =
        errors == 1 ? "1 problem in configuration" : errors + " problems in configuration";
    return problems.stream()
        .sorted(Comparator.comparing(Problem::severity))
        .map(Problem::toString)
        .collect(Collectors.joining("\n", heading + ":\n", ""));
  }
}
