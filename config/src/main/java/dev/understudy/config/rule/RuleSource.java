// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.config.problem.Position;
import dev.understudy.engine.rule.RulePlace;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a rule was read from.
///
/// @param rule where the rule begins
/// @param places where its parts stand; parts that are not in it are found at the next larger part
public record RuleSource(Position rule, Map<RulePlace, Position> places) {
  public RuleSource {
    places = Map.copyOf(places);
  }

  /// Where `place` stands.
  public Position position(RulePlace place) {
    RulePlace part = place;
    while (part != null) {
      Position position = places.get(part);
      if (position != null) {
        return position;
      }
      part = larger(part);
    }
    return rule;
  }

  private static @Nullable RulePlace larger(RulePlace place) {
    return switch (place) {
      case RulePlace.FlowPart flow -> flow.part().isEmpty() ? null : flowOf(flow.flow());
      case RulePlace.Scope scope ->
          scope.clause() < 0 ? null : new RulePlace.Scope(scope.group(), -1);
      case RulePlace.Join join -> join.clause() < 0 ? null : new RulePlace.Join(join.group(), -1);
      case RulePlace.Property _ -> null;
    };
  }

  /// The place of a whole flow.
  static RulePlace flowOf(int flow) {
    return new RulePlace.FlowPart(flow, "");
  }
}
