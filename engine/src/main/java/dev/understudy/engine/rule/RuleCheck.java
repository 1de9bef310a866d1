// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import dev.understudy.engine.rule.RuleProblem.Severity;
import dev.understudy.engine.rule.RuleProblem.Text;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks one rule by itself and against the schemas it stands between.
final class RuleCheck {
  private final int index;
  private final SyncRule rule;
  private final RuleSurroundings surroundings;
  private final List<RuleProblem> problems = new ArrayList<>();

  RuleCheck(int index, SyncRule rule, RuleSurroundings surroundings) {
    this.index = index;
    this.rule = rule;
    this.surroundings = surroundings;
  }

  List<RuleProblem> problems() {
    identity();
    connector();
    if (surroundings.connectors() == null || surroundings.connectors().contains(connectorName())) {
      types();
    }
    scope();
    joins();
    new FlowCheck(this).flows();
    effect();
    return problems;
  }

  private void identity() {
    if (rule.identity().name().isBlank()) {
      error(RulePlace.RULE, Text.of("a rule needs a name"));
    }
    if (rule.settings().precedence() < 0) {
      error(
          new RulePlace.Property("precedence"),
          Text.of(
              "precedence %d is negative; expected 0 or more"
                  .formatted(rule.settings().precedence())));
    }
    if (rule.settings().softDeleteExpiry().isNegative()) {
      error(
          new RulePlace.Property("soft-delete-expiry-interval"),
          Text.of("the interval is negative; expected 0 or more"));
    }
  }

  private void connector() {
    Set<String> known = surroundings.connectors();
    if (known != null && !known.contains(connectorName())) {
      error(
          new RulePlace.Property("connector"),
          unknown("connector", connectorName(), "configuration", known));
    }
  }

  private void types() {
    type(surroundings.source(rule.types()), rule.types().source(), "source-object-type");
    boolean any = inbound() && rule.types().target().equals(RuleTypes.ANY);
    if (!any) {
      type(surroundings.target(rule.types()), rule.types().target(), "target-object-type");
    }
  }

  private void type(Optional<Schema> schema, String name, String property) {
    if (schema.isPresent() && schema.get().type(name).isEmpty()) {
      String owner = sideOf(property.startsWith("source"));
      error(
          new RulePlace.Property(property),
          unknown("object type", name, owner, schema.get().types().keySet()));
    }
  }

  private void scope() {
    List<List<ScopeClause>> groups = rule.links().scope();
    for (int group = 0; group < groups.size(); group++) {
      if (groups.get(group).isEmpty()) {
        error(
            new RulePlace.Scope(group, -1),
            Text.of("a scope group without clauses; leave out the scope to take every object"));
      }
      for (int clause = 0; clause < groups.get(group).size(); clause++) {
        ScopeClause tested = groups.get(group).get(clause);
        RulePlace place = new RulePlace.Scope(group, clause);
        Optional<AttributeDefinition> attribute =
            attribute(surroundings.source(rule.types()), Side.SOURCE, tested.attribute(), place);
        parameters(tested, place);
        ScopeValueCheck.check(tested, attribute)
            .ifPresent(found -> add(found.severity(), place, Text.of(found.message())));
      }
    }
  }

  private void joins() {
    List<List<JoinClause>> groups = rule.links().joins();
    for (int group = 0; group < groups.size(); group++) {
      if (groups.get(group).isEmpty()) {
        error(
            new RulePlace.Join(group, -1),
            Text.of("a join group without clauses would match every object; add one or remove it"));
      }
      for (int clause = 0; clause < groups.get(group).size(); clause++) {
        join(groups.get(group).get(clause), new RulePlace.Join(group, clause));
      }
    }
  }

  private void join(JoinClause clause, RulePlace place) {
    Side connectorSide = inbound() ? Side.SOURCE : Side.TARGET;
    Side metaverseSide = inbound() ? Side.TARGET : Side.SOURCE;
    Optional<AttributeDefinition> left =
        attribute(
            surroundings.connector(rule.types()),
            connectorSide,
            clause.connectorAttribute(),
            place);
    Optional<AttributeDefinition> right =
        attribute(
            surroundings.metaverseSchema(), metaverseSide, clause.metaverseAttribute(), place);
    if (left.isEmpty() || right.isEmpty()) {
      return;
    }
    if (left.get().multiValued()) {
      add(
          Severity.WARNING,
          place,
          Text.of(
              "%s may have several values; an object that has can not be joined"
                  .formatted(clause.connectorAttribute())));
    }
    if (left.get().type() != right.get().type()) {
      add(
          Severity.WARNING,
          place,
          Text.of(
              "%s is %s and %s is %s; they never match"
                  .formatted(
                      clause.connectorAttribute(),
                      named(left.get().type()),
                      clause.metaverseAttribute(),
                      named(right.get().type()))));
    }
  }

  private void effect() {
    boolean joins = !rule.links().joins().isEmpty();
    if (inbound() && rule.links().type() == LinkType.PROVISION && !joins) {
      add(
          Severity.WARNING,
          RulePlace.RULE,
          Text.of(
              "provisions, but has no join: an object is only projected when an attribute of the"
                  + " join has a value, so it projects nothing"));
    } else if (rule.links().type() == LinkType.JOIN && !joins && rule.flows().isEmpty()) {
      add(Severity.WARNING, RulePlace.RULE, Text.of("has neither joins nor flows: no effect"));
    }
  }

  /// On which side of the rule an attribute stands.
  enum Side {
    SOURCE,
    TARGET
  }

  /// The definition of an attribute, after reporting that there is none; empty too when the schema
  /// is not known or the name is that of the object itself.
  Optional<AttributeDefinition> attribute(
      Optional<Schema> schema, Side side, String name, RulePlace place) {
    if (name.isBlank()) {
      error(place, Text.of("an attribute is expected"));
      return Optional.empty();
    }
    if (schema.isEmpty() || (name.equals(Flow.DN) && isConnectorSide(side))) {
      return Optional.empty();
    }
    Optional<AttributeDefinition> definition = schema.get().attribute(name);
    Collection<String> ofType = attributesOf(schema.get(), side);
    if (definition.isEmpty()) {
      error(place, unknown("attribute", name, sideOf(side == Side.SOURCE), ofType));
    } else if (!ofType.contains(name)) {
      String type = typeOn(side);
      error(
          place,
          Text.of(
              "object type %s of %s has no attribute %s"
                  .formatted(type, sideOf(side == Side.SOURCE), name),
              NearestName.among(name, ofType)));
    }
    return definition;
  }

  /// The attributes of the rule's type on that side; of all types where the type is not one.
  Collection<String> attributesOf(Schema schema, Side side) {
    return schema
        .type(typeOn(side))
        .<Collection<String>>map(type -> type.attributes())
        .orElse(schema.attributes().keySet());
  }

  private void parameters(ScopeClause clause, RulePlace place) {
    Set<String> known = knownParameters();
    for (String name : clause.parameters()) {
      if (known != null && !known.contains(name)) {
        error(place, unknown("parameter", name, sideOfConnector(), known));
      }
    }
  }

  @Nullable Set<String> knownParameters() {
    return surroundings.parameters().get(connectorName());
  }

  boolean inbound() {
    return rule.types().direction() == Direction.INBOUND;
  }

  boolean isConnectorSide(Side side) {
    return inbound() == (side == Side.SOURCE);
  }

  SyncRule rule() {
    return rule;
  }

  RuleSurroundings surroundings() {
    return surroundings;
  }

  static String named(AttributeType type) {
    return switch (type) {
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case BINARY -> "binary";
      case REFERENCE -> "a reference";
    };
  }

  private String typeOn(Side side) {
    return side == Side.SOURCE ? rule.types().source() : rule.types().target();
  }

  private String sideOf(boolean source) {
    return inbound() == source ? sideOfConnector() : "the metaverse";
  }

  private String sideOfConnector() {
    return "connector " + connectorName();
  }

  private String connectorName() {
    return rule.types().connector();
  }

  static Text unknown(String kind, String name, String owner, Collection<String> known) {
    return Text.of(
        "unknown %s %s in %s".formatted(kind, name, owner), NearestName.among(name, known));
  }

  void error(RulePlace place, Text text) {
    add(Severity.ERROR, place, text);
  }

  void add(Severity severity, RulePlace place, Text text) {
    Severity counted = rule.settings().disabled() ? Severity.WARNING : severity;
    problems.add(new RuleProblem(counted, index, place, text));
  }
}
