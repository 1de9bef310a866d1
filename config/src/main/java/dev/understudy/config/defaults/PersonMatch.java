// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import dev.understudy.engine.rule.JoinClause;
import dev.understudy.engine.rule.RuleLinks;
import dev.understudy.engine.rule.RuleTypes;
import dev.understudy.engine.rule.SyncRule;
import dev.understudy.schema.AttributeDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How the accounts of several forests find the person that they share (`spec/engine.md` §4.2). A
/// contact always stands for whoever has its mail address.
///
/// @param joins groups of the joins of accounts; empty for those of the shipped rules
public record PersonMatch(List<List<JoinClause>> joins) {
  /// Everybody is in one forest only.
  public static final String ANCHOR = "anchor";

  /// A mailbox in one forest belongs to the account of another one whose SID it names.
  public static final String SID = "sid";

  /// As the shipped rules say: by anchor.
  public static final PersonMatch BY_ANCHOR = new PersonMatch(List.of());

  private static final Set<String> ACCOUNTS = Set.of("user", "inetOrgPerson");

  public PersonMatch {
    joins = joins.stream().map(List::copyOf).toList();
  }

  /// By the anchor, by SIDs, or by one attribute that has the same name in forests and metaverse.
  ///
  /// @return empty when the metaverse has no such attribute, or one that identifies nobody
  public static Optional<PersonMatch> byName(String name) {
    return switch (name) {
      case ANCHOR -> Optional.of(BY_ANCHOR);
      case SID ->
          Optional.of(
              new PersonMatch(
                  List.of(
                      join("objectSid", "objectSid"),
                      join("msExchMasterAccountSid", "objectSid"),
                      join("objectSid", "msExchMasterAccountSid"))));
      default ->
          DefaultMetaverse.schema()
              .attribute(name)
              .filter(PersonMatch::mayMatch)
              .map(_ -> new PersonMatch(List.of(join(name, name))));
    };
  }

  /// Everything that [#byName] understands.
  public static List<String> names() {
    return Stream.concat(
            Stream.of(ANCHOR, SID),
            DefaultMetaverse.schema().attributes().values().stream()
                .filter(PersonMatch::mayMatch)
                .map(AttributeDefinition::name))
        .toList();
  }

  private static boolean mayMatch(AttributeDefinition attribute) {
    return !attribute.multiValued()
        && switch (attribute.type()) {
          case STRING, NUMBER, BINARY -> true;
          case BOOLEAN, REFERENCE -> false;
        };
  }

  private static List<JoinClause> join(String connectorAttribute, String metaverseAttribute) {
    return List.of(new JoinClause(connectorAttribute, metaverseAttribute, false));
  }

  /// The rule with these joins, where it joins accounts.
  SyncRule applyTo(SyncRule rule) {
    RuleTypes types = rule.types();
    boolean ofAccounts =
        types.connector().equals("ad")
            && (ACCOUNTS.contains(types.source()) || ACCOUNTS.contains(types.target()));
    if (joins.isEmpty() || rule.links().joins().isEmpty() || !ofAccounts) {
      return rule;
    }
    RuleLinks links = new RuleLinks(rule.links().type(), rule.links().scope(), joins);
    return new SyncRule(rule.identity(), types, links, rule.flows(), rule.settings());
  }
}
