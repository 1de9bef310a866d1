// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.engine.expr.Expression;
import dev.understudy.engine.expr.ExpressionException;
import dev.understudy.engine.expr.Result;
import dev.understudy.engine.rule.Direction;
import dev.understudy.engine.rule.Flow;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.engine.rule.JoinClause;
import dev.understudy.engine.rule.MergeType;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.RuleTypes;
import dev.understudy.engine.rule.SyncRule;
import dev.understudy.engine.store.Dictionary;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Turns rules into a [Program]; collects all problems before it gives up.
final class ProgramCompiler {
  private final Schema metaverse;
  private final List<ConnectorDefinition> connectors;
  private final Dictionary dictionary;
  private final Parameters parameters;
  private final List<String> problems = new ArrayList<>();
  private final List<String> unused = new ArrayList<>();
  private final List<CompiledRule> rules = new ArrayList<>();
  private final List<CompiledFlow> flows = new ArrayList<>();
  private final Set<Integer> metaverseTypes = new HashSet<>();
  private final Map<Integer, Set<String>> spaceAttributes = new HashMap<>();
  private final Set<Integer> outboundReads = new HashSet<>();

  ProgramCompiler(Schema metaverse, List<ConnectorDefinition> connectors, Dictionary dictionary) {
    this.metaverse = metaverse;
    this.connectors = connectors;
    this.dictionary = dictionary;
    this.parameters = new Parameters(connectors);
  }

  Program compile(RuleSet ruleSet) {
    metaverse.types().keySet().forEach(type -> metaverseTypes.add(dictionary.number(type)));
    for (SyncRule rule : ruleSet.rules()) {
      if (!rule.settings().disabled()) {
        connector(rule)
            .ifPresentOrElse(connector -> compile(rule, connector), () -> unused.add(rule.label()));
      }
    }
    Map<Integer, String> names = new HashMap<>();
    connectors.forEach(
        connector -> names.put(dictionary.number(connector.name()), connector.name()));
    Set<Integer> flat =
        connectors.stream()
            .filter(ConnectorDefinition::flatNames)
            .map(connector -> dictionary.number(connector.name()))
            .collect(Collectors.toUnmodifiableSet());
    Program.Parts parts =
        new Program.Parts(
            List.copyOf(rules),
            List.copyOf(unused),
            group(Direction.INBOUND),
            inboundPlans(),
            group(Direction.OUTBOUND),
            outboundPlans(),
            Set.copyOf(outboundReads),
            keys(),
            parameters,
            Map.copyOf(names),
            flat,
            spaceAttributes,
            dictionary);
    if (!problems.isEmpty()) {
      throw new RuleException(problems);
    }
    return new Program(parts);
  }

  private Optional<ConnectorDefinition> connector(SyncRule rule) {
    return connectors.stream()
        .filter(connector -> connector.isCalled(rule.types().connector()))
        .findFirst();
  }

  private void compile(SyncRule rule, ConnectorDefinition connector) {
    RuleTypes types = rule.types();
    boolean inbound = types.direction() == Direction.INBOUND;
    Names space = new Names(dictionary, connector.schema(), parameters.names());
    Names meta = new Names(dictionary, metaverse, parameters.names());
    Names source = inbound ? space : meta;
    Names target = inbound ? meta : space;
    int targetType = types.target().equals(RuleTypes.ANY) ? 0 : dictionary.number(types.target());
    int sourceType = dictionary.number(types.source());
    metaverseTypes.add(inbound ? targetType : sourceType);
    CompiledRule compiled =
        new CompiledRule(
            rule,
            rules.size(),
            new CompiledRule.Numbers(
                dictionary.number(rule.identity().id().toString()),
                dictionary.number(connector.name()),
                sourceType,
                targetType),
            new CompiledRule.Links(
                CompiledScope.compile(rule.links().scope(), source), joins(rule)));
    rules.add(compiled);
    Set<String> named =
        spaceAttributes.computeIfAbsent(compiled.connector(), absent -> new HashSet<>());
    rule.links()
        .joins()
        .forEach(group -> group.forEach(clause -> named.add(clause.connectorAttribute())));
    if (inbound) {
      rule.links().scope().forEach(group -> group.forEach(clause -> named.add(clause.attribute())));
    } else {
      rule.flows().forEach(flow -> named.add(flow.target()));
      rule.links().scope().stream()
          .flatMap(List::stream)
          .forEach(clause -> readOutbound(clause.attribute(), meta));
    }
    for (Flow flow : rule.flows()) {
      compileFlow(compiled, flow, source, target);
    }
  }

  private void readOutbound(String attribute, Names meta) {
    if (meta.isReference(attribute)) {
      outboundReads.add(dictionary.number(attribute));
    }
  }

  private List<List<CompiledJoin>> joins(SyncRule rule) {
    List<List<CompiledJoin>> joins = new ArrayList<>();
    for (List<JoinClause> group : rule.links().joins()) {
      if (!group.isEmpty()) {
        joins.add(
            group.stream()
                .map(clause ->
                    new CompiledJoin(
                        dictionary.number(clause.connectorAttribute()),
                        dictionary.number(clause.metaverseAttribute()),
                        clause.caseSensitive()))
                .toList());
      }
    }
    return List.copyOf(joins);
  }

  private void compileFlow(CompiledRule rule, Flow flow, Names source, Names target) {
    boolean toReference = target.isReference(flow.target());
    boolean outbound = rule.text().types().direction() == Direction.OUTBOUND;
    switch (flow.source()) {
      case FlowSource.Direct(String attribute) -> {
        reads(rule, Set.of(attribute));
        int slot = dictionary.number(attribute);
        boolean narrows =
            outbound && isSingle(target, flow.target()) && !isSingle(source, attribute);
        boolean rows = toReference && source.isReference(attribute) && !narrows;
        FlowKind kind =
            rows
                ? FlowKind.DIRECT_REFERENCE
                : toReference ? FlowKind.COMPUTED_REFERENCE : FlowKind.VALUE;
        if (outbound && !rows) {
          readOutbound(attribute, source);
        }
        CompiledFlow.Input input =
            new CompiledFlow.Input(slot, inputs -> result(inputs.attribute(slot)));
        flows.add(new CompiledFlow(rule, flow, kind, input));
      }
      case FlowSource.Constant(String text) -> {
        CompiledFlow.Input input = CompiledFlow.Input.computed(constant(rule, flow, text, target));
        flows.add(new CompiledFlow(rule, flow, valueKind(toReference), input));
      }
      case FlowSource.Expression(String text) -> {
        try {
          Expression expression = Expression.compile(text, source);
          reads(rule, expression.attributes());
          reads(rule, expression.countedAttributes());
          if (outbound) {
            expression.attributes().forEach(attribute -> readOutbound(attribute, source));
            expression.countedAttributes().forEach(attribute -> readOutbound(attribute, source));
          }
          CompiledFlow.Input input = CompiledFlow.Input.computed(expression::evaluate);
          flows.add(new CompiledFlow(rule, flow, valueKind(toReference), input));
        } catch (ExpressionException e) {
          problems.add("rule %s, flow to %s:%n%s".formatted(rule, flow.target(), e.getMessage()));
        }
      }
    }
  }

  private void reads(CompiledRule rule, Set<String> attributes) {
    if (rule.text().types().direction() == Direction.INBOUND) {
      spaceAttributes
          .computeIfAbsent(rule.connector(), absent -> new HashSet<>())
          .addAll(attributes);
    }
  }

  private static boolean isSingle(Names names, String attribute) {
    return names.definition(attribute).map(definition -> !definition.multiValued()).orElse(false);
  }

  private static FlowKind valueKind(boolean toReference) {
    return toReference ? FlowKind.COMPUTED_REFERENCE : FlowKind.VALUE;
  }

  private static Result result(List<Value> values) {
    return values.isEmpty() ? Result.NULL : new Result.Values(values);
  }

  /// A constant takes the type of its target; `%parameters%` in it are replaced.
  private CompiledFlow.ValueSource constant(
      CompiledRule rule, Flow flow, String text, Names target) {
    Template template = new Template(text, target);
    AttributeDefinition definition = target.definition(flow.target()).orElse(null);
    if (!template.isConstant()) {
      return inputs -> result(texts(template.text(inputs)));
    }
    try {
      boolean looksBoolean =
          definition == null && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
      Result result =
          looksBoolean
              ? result(List.of(Value.of(text.equalsIgnoreCase("true"))))
              : result(Coercion.fit(definition, texts(text), flow.target()));
      return inputs -> result;
    } catch (FlowException e) {
      problems.add("rule %s, flow to %s: %s".formatted(rule, flow.target(), e.getMessage()));
      return inputs -> Result.NULL;
    }
  }

  private static List<Value> texts(String text) {
    return text.isEmpty() ? List.of() : List.of(Value.of(text));
  }

  private Map<Program.Pair, CompiledRule[]> group(Direction direction) {
    Map<Program.Pair, List<CompiledRule>> groups = new HashMap<>();
    for (CompiledRule rule : rules) {
      if (rule.text().types().direction() == direction) {
        groups
            .computeIfAbsent(
                new Program.Pair(rule.connector(), rule.sourceType()), key -> new ArrayList<>())
            .add(rule);
      }
    }
    Map<Program.Pair, CompiledRule[]> arrays = new HashMap<>();
    groups.forEach((key, list) -> arrays.put(key, list.toArray(CompiledRule[]::new)));
    return Map.copyOf(arrays);
  }

  private Map<Integer, TargetPlan[]> inboundPlans() {
    Map<Integer, TargetPlan[]> plans = new HashMap<>();
    for (int type : metaverseTypes) {
      List<CompiledFlow> here =
          flows.stream()
              .filter(flow -> flow.rule().text().types().direction() == Direction.INBOUND)
              .filter(flow -> flow.rule().targetType() == 0 || flow.rule().targetType() == type)
              .toList();
      plans.put(type, plans(here, new Names(dictionary, metaverse, List.of())));
    }
    return Map.copyOf(plans);
  }

  private Map<Program.Triple, TargetPlan[]> outboundPlans() {
    Map<Program.Triple, List<CompiledFlow>> groups = new HashMap<>();
    for (CompiledFlow flow : flows) {
      CompiledRule rule = flow.rule();
      if (rule.text().types().direction() == Direction.OUTBOUND) {
        groups
            .computeIfAbsent(
                new Program.Triple(rule.connector(), rule.sourceType(), rule.targetType()),
                key -> new ArrayList<>())
            .add(flow);
      }
    }
    Map<Program.Triple, TargetPlan[]> plans = new HashMap<>();
    groups.forEach((key, group) -> {
      Schema schema =
          connectors.stream()
              .filter(connector -> dictionary.number(connector.name()) == key.connector())
              .findFirst()
              .orElseThrow()
              .schema();
      plans.put(key, plans(group, new Names(dictionary, schema, List.of())));
    });
    return Map.copyOf(plans);
  }

  private TargetPlan[] plans(List<CompiledFlow> group, Names target) {
    Map<Integer, List<CompiledFlow>> byTarget = new TreeMap<>();
    for (CompiledFlow flow : group) {
      byTarget
          .computeIfAbsent(dictionary.number(flow.text().target()), key -> new ArrayList<>())
          .add(flow);
    }
    List<TargetPlan> plans = new ArrayList<>();
    byTarget.forEach((attribute, list) -> {
      String name = list.getFirst().text().target();
      MergeType merge = list.getFirst().text().merge();
      for (CompiledFlow flow : list) {
        if (flow.text().merge().merges() != merge.merges()) {
          problems.add(
              "attribute %s: rule %s merges and rule %s updates; all rules for one attribute use the same merge type"
                  .formatted(name, list.getFirst().rule(), flow.rule()));
        }
      }
      plans.add(
          new TargetPlan(
              attribute,
              name,
              name.equals(Names.DN) ? null : target.definition(name).orElse(null),
              list,
              merge,
              target.isReference(name)));
    });
    return plans.toArray(TargetPlan[]::new);
  }

  private Program.Keys keys() {
    Set<Integer> inMetaverse = new HashSet<>();
    Map<Integer, Set<Integer>> inbound = new HashMap<>();
    Map<Integer, Set<Integer>> outbound = new HashMap<>();
    for (CompiledRule rule : rules) {
      boolean in = rule.text().types().direction() == Direction.INBOUND;
      for (List<CompiledJoin> group : rule.joins()) {
        for (CompiledJoin join : group) {
          inMetaverse.add(join.metaverse());
          (in ? inbound : outbound)
              .computeIfAbsent(rule.connector(), key -> new HashSet<>())
              .add(join.space());
        }
      }
    }
    return new Program.Keys(Set.copyOf(inMetaverse), Map.copyOf(inbound), Map.copyOf(outbound));
  }
}
