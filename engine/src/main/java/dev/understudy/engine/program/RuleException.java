// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import java.util.List;

/// A rule set cannot be made ready to run.
public final class RuleException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<String> problems;

  RuleException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /// All problems, each naming its rule.
  public List<String> problems() {
    return problems;
  }
}
