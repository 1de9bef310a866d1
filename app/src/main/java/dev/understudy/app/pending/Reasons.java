// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

import dev.understudy.app.inspect.Labels;
import dev.understudy.engine.expr.EvaluationException;
import dev.understudy.engine.expr.Result;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.CompiledFlow;
import dev.understudy.engine.program.FlowException;
import dev.understudy.engine.program.FlowKind;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.program.TargetPlan;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.MetaverseReader;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the rules that want what is pending: of the flows to an attribute, the first by precedence
/// that has something to say.
public final class Reasons {
  private static final String NO_RULE = "no rule any more";

  private final Program program;
  private final MetaverseReader metaverse;
  private final Labels labels;

  public Reasons(Program program, MetaverseReader metaverse, Labels labels) {
    this.program = program;
    this.metaverse = metaverse;
    this.labels = labels;
  }

  /// The reasons for one object.
  public final class OfObject {
    private final SpaceObject object;
    private final @Nullable MetaverseObject source;
    private final Map<Integer, String> known = new HashMap<>();

    private OfObject(SpaceObject object, @Nullable MetaverseObject source) {
      this.object = object;
      this.source = source;
    }

    /// The rule that decides an attribute.
    public String rule(int attribute) {
      return known.computeIfAbsent(attribute, this::find);
    }

    /// Whether an attribute holds references.
    public boolean isReference(int attribute) {
      TargetPlan plan = plan(attribute);
      return plan != null && plan.isReference();
    }

    private @Nullable TargetPlan plan(int attribute) {
      if (source != null) {
        for (TargetPlan plan :
            program.outboundPlans(object.connector(), source.type(), object.identity().type())) {
          if (plan.attribute() == attribute) {
            return plan;
          }
        }
      }
      return null;
    }

    private String find(int attribute) {
      TargetPlan plan = plan(attribute);
      return source == null || plan == null ? NO_RULE : find(plan, source);
    }

    private String find(TargetPlan plan, MetaverseObject from) {
      MetaverseView view =
          new MetaverseView(metaverse, from, program.parameters(object.connector(), ""));
      Set<String> deciding = new LinkedHashSet<>();
      String silent = null;
      for (CompiledFlow flow : plan.flows()) {
        if (!object.lineage().hasOutbound(flow.rule().number())) {
          continue;
        }
        String rule = Labels.rule(flow.rule().text());
        if (decides(flow, view, from)) {
          deciding.add(rule);
          if (!plan.merge().merges()) {
            return rule;
          }
        }
        silent = silent == null ? rule : silent;
      }
      if (!deciding.isEmpty()) {
        return String.join(", ", deciding);
      }
      return silent == null ? NO_RULE : silent + ": has no value";
    }

    /// Why the object would be created or deleted.
    String whole(PendingObject.Operation operation) {
      return switch (operation) {
        case UPDATE -> "";
        case ADD -> labels.rule(object.lineage().joinedBy());
        case DELETE ->
            object.lineage().isLinked()
                ? "no rule that provisions it is in scope any more"
                : "its metaverse object is gone";
      };
    }
  }

  /// The reasons for an object.
  ///
  /// @param source its metaverse object; null when it has none
  public OfObject of(SpaceObject object, @Nullable MetaverseObject source) {
    return new OfObject(object, source);
  }

  private static boolean decides(CompiledFlow flow, MetaverseView view, MetaverseObject from) {
    if (flow.kind() == FlowKind.DIRECT_REFERENCE) {
      return from.origins().get(flow.source()) != null;
    }
    try {
      Result result = flow.evaluate(view);
      return switch (result) {
        case Result.Values _ -> true;
        case Result.AuthoritativeNull _ -> true;
        case Result.Null _ -> false;
        case Result.IgnoreThisFlow _ -> false;
      };
    } catch (EvaluationException | FlowException e) {
      return false;
    }
  }
}
