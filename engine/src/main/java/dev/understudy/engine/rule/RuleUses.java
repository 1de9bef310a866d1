// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import dev.understudy.engine.expr.Expression;
import dev.understudy.engine.expr.ExpressionException;
import dev.understudy.engine.expr.NameResolver;
import dev.understudy.schema.AttributeDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the enabled rules need of a connector: nothing else has to be read from its directory. A
/// disabled rule needs nothing.
///
/// @param objectTypes names of types of the connector space
/// @param attributes names of attributes of the connector space; what is exported is among them,
///   because an export is confirmed by reading it back
/// @param parameters names of the parameters (`Domain.FQDN`) in its rules
public record RuleUses(Set<String> objectTypes, Set<String> attributes, Set<String> parameters) {
  public RuleUses {
    objectTypes = Set.copyOf(objectTypes);
    attributes = Set.copyOf(attributes);
    parameters = Set.copyOf(parameters);
  }

  /// What `rules` need of the connector that they call `connector`.
  public static RuleUses of(RuleSet rules, String connector) {
    Set<String> types = new TreeSet<>();
    Set<String> attributes = new TreeSet<>();
    Set<String> parameters = new TreeSet<>();
    for (SyncRule rule : rules.rules()) {
      if (!rule.settings().disabled() && rule.types().connector().equals(connector)) {
        boolean inbound = rule.types().direction() == Direction.INBOUND;
        parameters(rule, parameters);
        types.add(inbound ? rule.types().source() : rule.types().target());
        rule.links().joins().stream()
            .flatMap(List::stream)
            .forEach(clause -> attributes.add(clause.connectorAttribute()));
        if (inbound) {
          read(rule, attributes);
        } else {
          rule.flows().forEach(flow -> attributes.add(flow.target()));
        }
      }
    }
    attributes.remove(Flow.DN);
    return new RuleUses(types, attributes, parameters);
  }

  private static void read(SyncRule rule, Set<String> attributes) {
    rule.links().scope().stream()
        .flatMap(List::stream)
        .forEach(clause -> attributes.add(clause.attribute()));
    for (Flow flow : rule.flows()) {
      switch (flow.source()) {
        case FlowSource.Direct direct -> attributes.add(direct.attribute());
        case FlowSource.Constant _ -> {
          // Nothing is read for a constant.
        }
        case FlowSource.Expression expression ->
            compiled(expression.text())
                .ifPresent(compiled -> {
                  attributes.addAll(compiled.attributes());
                  attributes.addAll(compiled.countedAttributes());
                });
      }
    }
  }

  private static void parameters(SyncRule rule, Set<String> parameters) {
    for (Flow flow : rule.flows()) {
      if (flow.source() instanceof FlowSource.Expression expression) {
        compiled(expression.text()).ifPresent(compiled -> parameters.addAll(compiled.parameters()));
      }
    }
    rule.links().scope().stream()
        .flatMap(List::stream)
        .forEach(clause -> parameters.addAll(clause.parameters()));
  }

  /// The expression; empty when it has mistakes, which [RuleChecks] tells.
  private static Optional<Expression> compiled(String expression) {
    try {
      return Optional.of(Expression.compile(expression, new AnyName()));
    } catch (ExpressionException _) {
      return Optional.empty();
    }
  }

  /// Takes every name.
  private record AnyName() implements NameResolver {
    @Override
    public int slot(String attribute) {
      return 0;
    }

    @Override
    public Optional<AttributeDefinition> definition(String attribute) {
      return Optional.empty();
    }

    @Override
    public Collection<String> attributes() {
      return List.of();
    }

    @Override
    public int parameter(String name) {
      return 0;
    }

    @Override
    public Collection<String> parameters() {
      return List.of();
    }
  }
}
