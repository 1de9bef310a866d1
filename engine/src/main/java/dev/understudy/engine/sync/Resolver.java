// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.expr.Result;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origin;
import dev.understudy.engine.metaverse.Origins;
import dev.understudy.engine.program.CompiledFlow;
import dev.understudy.engine.program.CompiledRule;
import dev.understudy.engine.program.FlowException;
import dev.understudy.engine.program.FlowKind;
import dev.understudy.engine.program.TargetPlan;
import dev.understudy.engine.rule.MergeType;
import dev.understudy.engine.space.Image;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Works out every attribute of a metaverse object from all its contributors (`spec/engine.md`
/// §2.6, §2.7). Pure: the same contributors give the same object, however often they are asked.
final class Resolver {
  private final TargetPlan[] plans;
  private final @Nullable Contributor[] byRule;
  private final MetaverseObject before;
  private final boolean creating;
  private final long now;

  private final Image.Builder values = new Image.Builder(64);
  private final Origins.Builder origins = new Origins.Builder();
  private final List<Resolution.ReferenceFlow> references = new ArrayList<>();
  private final Set<Integer> kept = new HashSet<>(2);

  private Resolver(
      TargetPlan[] plans, @Nullable Contributor[] byRule, MetaverseObject before, long now) {
    this.plans = plans;
    this.byRule = byRule;
    this.before = before;
    this.creating = before.origins().attributes().length == 0 && before.values().size() == 0;
    this.now = now;
  }

  /// The object that `contributors` make of `before`.
  static Resolution resolve(SyncWork work, MetaverseObject before, List<Contributor> contributors) {
    @Nullable Contributor[] byRule = new @Nullable Contributor[work.program().rules().size()];
    for (Contributor contributor : contributors) {
      if (contributor.mayFlow()) {
        for (CompiledRule rule : contributor.rules()) {
          byRule[rule.index()] = contributor;
        }
      }
    }
    Resolver resolver =
        new Resolver(
            work.program().inboundPlans(before.type()),
            byRule,
            before,
            work.environment().clock().millis());
    return resolver.resolve();
  }

  private Resolution resolve() {
    for (TargetPlan plan : plans) {
      if (plan.isReference()) {
        resolveReference(plan);
      } else {
        resolveValue(plan);
      }
    }
    return new Resolution(
        values.build(), origins.build(), List.copyOf(references), Set.copyOf(kept));
  }

  private void resolveValue(TargetPlan plan) {
    List<Value> merged = null;
    CompiledFlow winner = null;
    boolean decided = false;
    boolean keeps = false;
    for (CompiledFlow flow : plan.flows()) {
      Contributor contributor = byRule[flow.rule().index()];
      if (contributor == null) {
        continue;
      }
      if (flow.text().applyOnce() && !creating) {
        keeps |= isOrigin(plan.attribute(), flow.rule(), contributor);
        continue;
      }
      Result result = flow.evaluate(contributor.inputs());
      if (result instanceof Result.IgnoreThisFlow) {
        keeps |= isOrigin(plan.attribute(), flow.rule(), contributor);
        continue;
      }
      decided = true;
      if (result instanceof Result.AuthoritativeNull) {
        merged = null;
        winner = null;
        break;
      }
      if (result instanceof Result.Values(List<Value> contributed)) {
        winner = winner == null ? flow : winner;
        if (!plan.merge().merges()) {
          merged = contributed;
          break;
        }
        merged = union(merged, contributed, plan.merge());
      }
    }
    if (merged != null && winner != null) {
      List<Value> fitted = winner.fit(plan, merged);
      put(plan.attribute(), winner, fitted);
    } else if (keeps && !decided) {
      keep(plan.attribute());
    }
  }

  private void put(int attribute, CompiledFlow winner, List<Value> fitted) {
    Contributor contributor = byRule[winner.rule().index()];
    if (contributor == null) {
      throw new IllegalStateException("a winner has a contributor");
    }
    Origin old = before.origins().get(attribute);
    boolean same =
        old != null
            && old.rule() == winner.rule().number()
            && old.source() == contributor.object().id()
            && Image.sameValues(before.values().get(attribute), fitted);
    values.put(attribute, same ? before.values().get(attribute) : fitted);
    origins.put(
        attribute,
        same && old != null
            ? old
            : new Origin(winner.rule().number(), contributor.object().id(), now));
  }

  private void keep(int attribute) {
    Origin old = before.origins().get(attribute);
    List<Value> kept = before.values().get(attribute);
    if (old != null && !kept.isEmpty()) {
      values.put(attribute, kept);
      origins.put(attribute, old);
    }
  }

  private boolean isOrigin(int attribute, CompiledRule rule, Contributor contributor) {
    Origin old = before.origins().get(attribute);
    return old != null && old.rule() == rule.number() && old.source() == contributor.object().id();
  }

  private void resolveReference(TargetPlan plan) {
    List<Resolution.Source> sources = new ArrayList<>(1);
    CompiledFlow winner = null;
    boolean decided = false;
    boolean keeps = false;
    for (CompiledFlow flow : plan.flows()) {
      Contributor contributor = byRule[flow.rule().index()];
      if (contributor == null) {
        continue;
      }
      boolean direct = flow.kind() == FlowKind.DIRECT_REFERENCE;
      Result result = Result.NULL;
      if (flow.text().applyOnce() && !creating) {
        result = Result.IGNORE_THIS_FLOW;
      } else if (!direct) {
        result = flow.evaluate(contributor.inputs());
      }
      if (result instanceof Result.IgnoreThisFlow) {
        keeps |= isOrigin(plan.attribute(), flow.rule(), contributor);
        continue;
      }
      decided = true;
      if (result instanceof Result.AuthoritativeNull) {
        return;
      }
      Resolution.Source source = direct ? direct(plan, flow, contributor) : null;
      if (result instanceof Result.Values(List<Value> made)) {
        source = new Resolution.Source(contributor.object().id(), 0, flow.fit(plan, made));
      }
      if (source != null) {
        winner = winner == null ? flow : winner;
        sources.add(source);
        if (!plan.merge().merges()) {
          break;
        }
      }
    }
    if (winner != null) {
      references.add(new Resolution.ReferenceFlow(plan.attribute(), List.copyOf(sources)));
      putReferenceOrigin(plan.attribute(), winner, sources.getFirst().object());
    } else if (keeps && !decided) {
      keepReferences(plan.attribute());
    }
  }

  private void keepReferences(int attribute) {
    Origin old = before.origins().get(attribute);
    if (old != null) {
      origins.put(attribute, old);
      kept.add(attribute);
    }
  }

  private static Resolution.@Nullable Source direct(
      TargetPlan plan, CompiledFlow flow, Contributor contributor) {
    int count = contributor.object().images().counts().get(flow.source());
    if (count == 0) {
      return null;
    }
    boolean single = plan.definition() != null && !plan.definition().multiValued();
    if (count > 1 && single) {
      throw new FlowException(
          "flow-multi-values-to-single-value",
          "%d references flow into the single-valued attribute %s".formatted(count, plan.name()));
    }
    return new Resolution.Source(contributor.object().id(), flow.source(), List.of());
  }

  private void putReferenceOrigin(int attribute, CompiledFlow winner, long source) {
    Origin old = before.origins().get(attribute);
    boolean same = old != null && old.rule() == winner.rule().number() && old.source() == source;
    origins.put(
        attribute, same && old != null ? old : new Origin(winner.rule().number(), source, now));
  }

  /// The union of two lists of values, in order.
  static List<Value> union(@Nullable List<Value> first, List<Value> second, MergeType merge) {
    if (first == null) {
      return second;
    }
    List<Value> all = new ArrayList<>(first);
    for (Value value : second) {
      boolean known = false;
      for (Value other : all) {
        known |= same(value, other, merge);
      }
      if (!known) {
        all.add(value);
      }
    }
    return List.copyOf(all);
  }

  private static boolean same(Value first, Value second, MergeType merge) {
    boolean folded =
        merge == MergeType.MERGE_CASE_INSENSITIVE
            && first instanceof Value.Text
            && second instanceof Value.Text;
    return folded
        ? first
            .toString()
            .toLowerCase(Locale.ROOT)
            .equals(second.toString().toLowerCase(Locale.ROOT))
        : first.equals(second);
  }
}
