// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.engine.expr.EvaluationException;
import dev.understudy.engine.expr.Result;
import dev.understudy.engine.rule.Flow;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.value.Value;
import java.util.List;

/// One flow of one rule.
public final class CompiledFlow {
  final CompiledRule rule;
  private final Flow flow;
  private final FlowKind kind;
  private final int source;
  private final ValueSource values;

  CompiledFlow(CompiledRule rule, Flow flow, FlowKind kind, Input input) {
    this.rule = rule;
    this.flow = flow;
    this.kind = kind;
    this.source = input.attribute();
    this.values = input.values();
  }

  /// What a flow reads.
  ///
  /// @param attribute number of the source attribute of a direct flow, else 0
  record Input(int attribute, ValueSource values) {

    /// An input that is not one attribute.
    static Input computed(ValueSource values) {
      return new Input(0, values);
    }
  }

  /// Where a flow's values come from.
  @FunctionalInterface
  interface ValueSource {
    Result evaluate(ObjectInputs inputs);
  }

  /// The rule it belongs to.
  public CompiledRule rule() {
    return rule;
  }

  /// The flow as it was written.
  public Flow text() {
    return flow;
  }

  public FlowKind kind() {
    return kind;
  }

  /// Number of the source attribute of a direct flow; 0 for others.
  public int source() {
    return source;
  }

  /// Whether the flow reads the source attribute of that name.
  public boolean reads(String attribute) {
    return switch (flow.source()) {
      case FlowSource.Direct(String source) -> source.equals(attribute);
      case FlowSource.Constant _ -> false;
      case FlowSource.Expression(String text) -> text.contains("[" + attribute + "]");
    };
  }

  /// What the flow contributes for an object.
  ///
  /// @throws EvaluationException when its expression fails for the object
  public Result evaluate(ObjectInputs inputs) {
    try {
      return values.evaluate(inputs);
    } catch (EvaluationException e) {
      throw e.in("rule %s, flow to %s".formatted(rule, flow.target()));
    }
  }

  /// What it contributed, as the target attribute takes it.
  ///
  /// @throws FlowException when it does not fit
  public List<Value> fit(TargetPlan plan, List<Value> contributed) {
    try {
      return Coercion.fit(plan.definition(), contributed, plan.name());
    } catch (FlowException e) {
      throw new FlowException(e.error(), "rule %s: %s".formatted(rule, e.getMessage()));
    }
  }
}
