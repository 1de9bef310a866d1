// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.util.List;
import java.util.stream.Collectors;

/// The text of an expression has mistakes. The message shows all of them, each with its place.
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Issue> issues;

  ExpressionException(String source, List<Issue> issues) {
    super(issues.stream().map(issue -> issue.render(source)).collect(Collectors.joining("\n")));
    this.issues = List.copyOf(issues);
  }

  /// All mistakes, in the order of the text; at least one.
  public List<Issue> issues() {
    return issues;
  }
}
