// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.store.Dictionary;
import dev.understudy.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All rules of a configuration, ready to run. Immutable; safe for several threads.
public final class Program {
  private static final CompiledRule[] NO_RULES = new CompiledRule[0];
  private static final TargetPlan[] NO_PLANS = new TargetPlan[0];

  private final Parts parts;
  private final Map<Integer, CompiledRule> byNumber;

  /// @param inbound rules by connector and connector-space type
  /// @param inboundPlans flows by metaverse type
  /// @param outbound rules by connector and metaverse type
  /// @param outboundPlans flows by connector, metaverse type and connector-space type
  /// @param outboundReads metaverse reference attributes that outbound expressions and scopes read
  record Parts(
      List<CompiledRule> rules,
      List<String> unused,
      Map<Pair, CompiledRule[]> inbound,
      Map<Integer, TargetPlan[]> inboundPlans,
      Map<Pair, CompiledRule[]> outbound,
      Map<Triple, TargetPlan[]> outboundPlans,
      Set<Integer> outboundReads,
      Keys keys,
      Parameters parameters,
      Map<Integer, String> connectors,
      Set<Integer> flat,
      Map<Integer, Set<String>> attributes,
      Dictionary dictionary) {}

  record Pair(int connector, int type) {}

  record Triple(int connector, int source, int target) {}

  /// Which attributes joins look for.
  ///
  /// @param metaverse numbers of metaverse attributes
  /// @param inbound numbers of connector-space attributes in inbound joins, by connector
  /// @param outbound numbers of connector-space attributes in outbound joins, by connector
  public record Keys(
      Set<Integer> metaverse,
      Map<Integer, Set<Integer>> inbound,
      Map<Integer, Set<Integer>> outbound) {}

  Program(Parts parts) {
    this.parts = parts;
    this.byNumber =
        parts.rules().stream()
            .collect(
                java.util.stream.Collectors.toUnmodifiableMap(CompiledRule::number, rule -> rule));
  }

  /// Makes a rule set ready.
  ///
  /// @throws RuleException when an expression or a connector's name is wrong; holds all problems
  public static Program compile(
      RuleSet rules,
      Schema metaverse,
      List<ConnectorDefinition> connectors,
      Dictionary dictionary) {
    return new ProgramCompiler(metaverse, connectors, dictionary).compile(rules);
  }

  /// All enabled rules of configured connectors, by precedence; a rule's place is its
  /// [CompiledRule#index()].
  public List<CompiledRule> rules() {
    return parts.rules();
  }

  /// Labels of the rules whose connector is not configured.
  public List<String> unusedRules() {
    return parts.unused();
  }

  /// The rule of that number; null when there is none any more.
  public @Nullable CompiledRule rule(int number) {
    return byNumber.get(number);
  }

  /// The inbound rules for objects of a type, by precedence.
  public CompiledRule[] inbound(int connector, int type) {
    return parts.inbound().getOrDefault(new Pair(connector, type), NO_RULES);
  }

  /// The flows into metaverse objects of a type, by ascending attribute number.
  public TargetPlan[] inboundPlans(int metaverseType) {
    return parts.inboundPlans().getOrDefault(metaverseType, NO_PLANS);
  }

  /// The outbound rules to a connector for metaverse objects of a type, by precedence.
  public CompiledRule[] outbound(int connector, int metaverseType) {
    return parts.outbound().getOrDefault(new Pair(connector, metaverseType), NO_RULES);
  }

  /// The flows from metaverse objects of a type into connector-space objects of a type, by
  /// ascending attribute number; `dn` is one of the attributes.
  public TargetPlan[] outboundPlans(int connector, int metaverseType, int type) {
    return parts.outboundPlans().getOrDefault(new Triple(connector, metaverseType, type), NO_PLANS);
  }

  /// Whether an outbound expression or scope reads this metaverse reference attribute, so that it
  /// must be asked again when a reference came or went.
  public boolean outboundReads(int attribute) {
    return parts.outboundReads().contains(attribute);
  }

  /// Which attributes joins look for.
  public Keys keys() {
    return parts.keys();
  }

  /// The numbers and names of the configured connectors.
  public Map<Integer, String> connectors() {
    return parts.connectors();
  }

  /// The attributes of a connector that rules read or write; what else a directory has does not
  /// matter to them.
  public Set<String> attributes(int connector) {
    return parts.attributes().getOrDefault(connector, Set.of());
  }

  /// Whether the names of a connector are opaque texts and not a tree.
  public boolean hasFlatNames(int connector) {
    return parts.flat().contains(connector);
  }

  /// The values of parameters by index, for objects of a connector and partition.
  public @Nullable String[] parameters(int connector, String partition) {
    return parts.parameters().values(parts.connectors().getOrDefault(connector, ""), partition);
  }

  /// Number of the attribute that stands for an object's DN.
  public int dnAttribute() {
    return parts.dictionary().number(Names.DN);
  }

  /// The numbers of all names.
  public Dictionary dictionary() {
    return parts.dictionary();
  }
}
