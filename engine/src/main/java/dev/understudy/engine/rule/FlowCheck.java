// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import dev.understudy.engine.expr.Expression;
import dev.understudy.engine.expr.ExpressionException;
import dev.understudy.engine.expr.Issue;
import dev.understudy.engine.rule.RuleCheck.Side;
import dev.understudy.engine.rule.RuleProblem.Severity;
import dev.understudy.engine.rule.RuleProblem.Text;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks the flows of one rule.
final class FlowCheck {
  private final RuleCheck check;

  FlowCheck(RuleCheck check) {
    this.check = check;
  }

  void flows() {
    List<Flow> flows = check.rule().flows();
    Map<String, Integer> targets = new HashMap<>();
    for (int i = 0; i < flows.size(); i++) {
      Integer first = targets.putIfAbsent(flows.get(i).target(), i);
      if (first != null && !flows.get(i).merge().merges()) {
        check.error(
            new RulePlace.FlowPart(i, "target"),
            Text.of(
                "a second flow to %s in one rule; only one can win, so put it into another rule"
                    .formatted(flows.get(i).target())));
      }
      flow(i, flows.get(i));
    }
  }

  private void flow(int index, Flow flow) {
    Optional<AttributeDefinition> target =
        flow.target().equals(Flow.DN) ? dn(index, flow) : target(index, flow);
    switch (flow.source()) {
      case FlowSource.Direct direct -> direct(index, flow, direct.attribute(), target);
      case FlowSource.Constant constant -> constant(index, flow, constant.text(), target);
      case FlowSource.Expression expression -> expression(index, expression.text());
    }
  }

  private Optional<AttributeDefinition> dn(int index, Flow flow) {
    if (check.inbound()) {
      check.error(
          new RulePlace.FlowPart(index, "target"),
          Text.of("a flow to dn names an object of a directory, so only an outbound rule has one"));
    } else if (flow.merge().merges()) {
      check.error(
          new RulePlace.FlowPart(index, "merge"),
          Text.of("an object has one dn; names can not be merged"));
    }
    return Optional.empty();
  }

  private Optional<AttributeDefinition> target(int index, Flow flow) {
    RulePlace place = new RulePlace.FlowPart(index, "target");
    Optional<AttributeDefinition> target =
        check.attribute(
            check.surroundings().target(check.rule().types()), Side.TARGET, flow.target(), place);
    if (target.isPresent() && !target.get().writable()) {
      check.error(place, Text.of("%s can only be read".formatted(flow.target())));
    }
    if (target.isPresent() && flow.merge().merges() && !target.get().multiValued()) {
      check.error(
          new RulePlace.FlowPart(index, "merge"),
          Text.of(
              "%s holds one value, so values of several rules can not be merged into it"
                  .formatted(flow.target())));
    }
    return target;
  }

  private void direct(
      int index, Flow flow, String attribute, Optional<AttributeDefinition> target) {
    RulePlace place = new RulePlace.FlowPart(index, "source");
    Optional<AttributeDefinition> source =
        check.attribute(
            check.surroundings().source(check.rule().types()), Side.SOURCE, attribute, place);
    if (source.isPresent() && target.isPresent() && source.get().type() != target.get().type()) {
      check.add(
          Severity.WARNING,
          place,
          Text.of(
              "%s is %s and %s is %s; an object with a value that does not fit gets an error"
                  .formatted(
                      attribute,
                      RuleCheck.named(source.get().type()),
                      flow.target(),
                      RuleCheck.named(target.get().type()))));
    }
  }

  private void constant(int index, Flow flow, String text, Optional<AttributeDefinition> target) {
    if (target.isEmpty()) {
      return;
    }
    AttributeType type = target.get().type();
    boolean fits =
        switch (type) {
          case STRING, REFERENCE -> true;
          case BOOLEAN -> ScopeValueCheck.isBoolean(text);
          case NUMBER -> ScopeValueCheck.isNumber(text);
          case BINARY -> false;
        };
    if (!fits) {
      check.error(
          new RulePlace.FlowPart(index, "constant"),
          Text.of(
              "%s is %s and can not be \"%s\""
                  .formatted(flow.target(), RuleCheck.named(type), text)));
    }
  }

  private void expression(int index, String text) {
    try {
      Expression.compile(text, new CheckedNames(check));
    } catch (ExpressionException e) {
      for (Issue issue : e.issues()) {
        check.error(
            new RulePlace.FlowPart(index, "expression"),
            new Text(issue.message(), issue.suggestion(), issue.line(), issue.column()));
      }
    }
  }
}
