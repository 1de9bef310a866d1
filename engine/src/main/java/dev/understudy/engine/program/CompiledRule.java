// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.engine.rule.LinkType;
import dev.understudy.engine.rule.SyncRule;
import java.util.List;

/// A rule, ready to run.
public final class CompiledRule {
  private final SyncRule rule;
  private final int index;
  private final Numbers numbers;
  private final CompiledScope scope;
  private final List<List<CompiledJoin>> joins;

  CompiledRule(SyncRule rule, int index, Numbers numbers, Links links) {
    this.rule = rule;
    this.index = index;
    this.numbers = numbers;
    this.scope = links.scope();
    this.joins = links.joins();
  }

  /// The numbers of the names of a rule.
  ///
  /// @param rule of its identifier
  /// @param connector of its connector
  /// @param source of its source type
  /// @param target of its target type; 0 for any
  record Numbers(int rule, int connector, int source, int target) {}

  /// Which objects a rule is about, and how they find their partners.
  record Links(CompiledScope scope, List<List<CompiledJoin>> joins) {}

  /// The rule as it was written.
  public SyncRule text() {
    return rule;
  }

  /// Its place among all rules of the program, by precedence, from 0.
  public int index() {
    return index;
  }

  /// Number of the rule's identifier.
  public int number() {
    return numbers.rule();
  }

  public int connector() {
    return numbers.connector();
  }

  public int sourceType() {
    return numbers.source();
  }

  /// Number of the target type; 0 for any.
  public int targetType() {
    return numbers.target();
  }

  public LinkType linkType() {
    return rule.links().type();
  }

  public CompiledScope scope() {
    return scope;
  }

  public List<List<CompiledJoin>> joins() {
    return joins;
  }

  /// Whether the rule can make a link: by its joins, or by provisioning.
  public boolean bearsLink() {
    return !joins.isEmpty() || linkType() == LinkType.PROVISION;
  }

  @Override
  public String toString() {
    return rule.label();
  }
}
