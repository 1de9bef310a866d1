// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the mistakes of one source.
final class Issues {
  private final List<Issue> found = new ArrayList<>();

  void add(Place place, String message) {
    add(place, message, null);
  }

  void add(Place place, String message, @Nullable String suggestion) {
    if (found.size() < Limits.ISSUES_MAX) {
      found.add(new Issue(place.line(), place.column(), message, suggestion));
    }
  }

  /// Adds "unknown `what` `name`", with the nearest of `candidates` as the suggestion.
  void unknown(Place place, String what, String name, Collection<String> candidates) {
    String shown = TextPositions.start(name, 80);
    add(place, "unknown " + what + " \"" + shown + '"', Nearest.to(name, candidates));
  }

  int count() {
    return found.size();
  }

  /// Throws what was found, if anything was.
  void throwIfAny(String source) {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(Issue::line).thenComparingInt(Issue::column));
      throw new ExpressionException(source, found);
    }
  }
}
