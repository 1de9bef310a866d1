// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import dev.understudy.engine.rule.RuleIdentity;
import dev.understudy.engine.rule.RuleTypes;
import dev.understudy.engine.rule.SyncRule;
import java.util.Optional;

/// Rules that are written once for any number of connectors.
public final class RuleTemplate {
  private RuleTemplate() {}

  /// The rule of `template` for `connector`, with an identifier of its own.
  public static LoadedRule instantiate(LoadedRule template, String connector, long precedence) {
    SyncRule rule = template.rule();
    RuleTypes types =
        new RuleTypes(
            rule.types().direction(), connector, rule.types().source(), rule.types().target());
    RuleIdentity identity = rule.identity();
    RuleIdentity own =
        new RuleIdentity(
            RuleWords.derivedId(types, identity.name()),
            identity.name(),
            identity.description(),
            identity.immutableTag());
    SyncRule instance =
        new SyncRule(own, types, rule.links(), rule.flows(), rule.settings())
            .withPrecedence(precedence);
    return new LoadedRule(instance, template.source(), Optional.empty());
  }
}
