// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import java.time.Duration;
import java.util.List;

/// One synchronization rule (`spec/engine.md` §2.1).
///
/// @param identity what it is called
/// @param types between what it stands
/// @param links which objects it is about
/// @param flows its transformations, in order
/// @param settings the rest
public record SyncRule(
    RuleIdentity identity, RuleTypes types, RuleLinks links, List<Flow> flows, Settings settings) {
  public SyncRule {
    flows = List.copyOf(flows);
  }

  /// The settings that are neither scope nor flow.
  ///
  /// @param precedence unique over all rules; the lower number wins; 0–99 are for custom rules
  /// @param disabled a disabled rule is as if it were not there
  /// @param passwordSync whether the rule in an object's lineage permits password synchronization
  /// @param softDeleteExpiry how long a deprovisioned object may come back; zero is not at all
  public record Settings(
      long precedence, boolean disabled, boolean passwordSync, Duration softDeleteExpiry) {}

  /// The same rule with another number.
  public SyncRule withPrecedence(long precedence) {
    Settings numbered =
        new Settings(
            precedence, settings.disabled, settings.passwordSync, settings.softDeleteExpiry);
    return new SyncRule(identity, types, links, flows, numbered);
  }

  /// The same rule between other things.
  public SyncRule withTypes(RuleTypes types) {
    return new SyncRule(identity, types, links, flows, settings);
  }

  /// The rule's name and precedence, as messages show it.
  public String label() {
    return "\"%s\" (%d)".formatted(identity.name(), settings.precedence());
  }
}
