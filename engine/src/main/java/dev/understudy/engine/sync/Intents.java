// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.expr.Result;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.Coercion;
import dev.understudy.engine.program.CompiledFlow;
import dev.understudy.engine.program.CompiledRule;
import dev.understudy.engine.program.FlowKind;
import dev.understudy.engine.program.ObjectInputs;
import dev.understudy.engine.program.TargetPlan;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Works out what a connector-space object shall be from its metaverse object and the outbound
/// rules in scope. Pure.
final class Intents {
  private final ObjectInputs inputs;
  private final BitSet inScope = new BitSet();
  private final SpaceImages images;
  private final boolean creating;
  private final Intent.@Nullable Exists before;

  private final Image.Builder exact = new Image.Builder(64);
  private final Image.Builder included = new Image.Builder(4);
  private final Image.Builder excluded = new Image.Builder(4);
  private final List<Integer> references = new ArrayList<>();
  private final List<Computed> computed = new ArrayList<>();
  private final MetaverseObject source;

  /// References that an expression made for an attribute.
  record Computed(int attribute, List<Value> values) {}

  /// What was worked out.
  ///
  /// @param intent the object as it shall be
  /// @param computed the references that are not fed by a metaverse attribute
  record Outcome(Intent.Exists intent, List<Computed> computed) {}

  Intents(
      ObjectInputs inputs, List<CompiledRule> rules, MetaverseObject source, SpaceImages images) {
    this.inputs = inputs;
    this.images = images;
    this.source = source;
    this.creating = !images.present();
    this.before = images.intent() instanceof Intent.Exists exists ? exists : null;
    rules.forEach(rule -> inScope.set(rule.index()));
  }

  /// What the object shall be, under the name `dn`.
  Outcome work(TargetPlan[] plans, int dnAttribute, @Nullable Dn dn) {
    for (TargetPlan plan : plans) {
      if (plan.attribute() == dnAttribute) {
        continue;
      }
      if (plan.isReference()) {
        reference(plan);
      } else if (plan.merge().merges()) {
        merge(plan);
      } else {
        value(plan);
      }
    }
    int[] pairs = references.stream().mapToInt(Integer::intValue).toArray();
    return new Outcome(
        new Intent.Exists(dn, exact.build(), included.build(), excluded.build(), pairs),
        List.copyOf(computed));
  }

  private boolean applies(CompiledFlow flow) {
    return inScope.get(flow.rule().index());
  }

  private void value(TargetPlan plan) {
    boolean decided = false;
    boolean concerned = false;
    for (CompiledFlow flow : plan.flows()) {
      if (!applies(flow) || (flow.text().applyOnce() && !creating)) {
        continue;
      }
      concerned = true;
      if (flow.text().applyOnce() && kept(plan.attribute())) {
        return;
      }
      Result result = flow.evaluate(inputs);
      if (result instanceof Result.IgnoreThisFlow) {
        continue;
      }
      decided = true;
      if (result instanceof Result.AuthoritativeNull) {
        break;
      }
      if (result instanceof Result.Values(List<Value> values)) {
        exact.put(plan.attribute(), flow.fit(plan, values));
        return;
      }
    }
    if (decided) {
      exact.put(plan.attribute(), List.of());
    } else if (concerned && creating) {
      kept(plan.attribute());
    }
  }

  /// Keeps what was wanted before; only for objects that are still to be created.
  private boolean kept(int attribute) {
    if (before == null || !before.exact().has(attribute)) {
      return false;
    }
    exact.put(attribute, before.exact().get(attribute));
    return true;
  }

  /// Merged attributes keep what others put into them; what rules contributed before and do not any
  /// more is taken away.
  private void merge(TargetPlan plan) {
    List<Value> wanted = null;
    for (CompiledFlow flow : plan.flows()) {
      if (!applies(flow) || (flow.text().applyOnce() && !creating)) {
        continue;
      }
      Result result = flow.evaluate(inputs);
      if (result instanceof Result.AuthoritativeNull) {
        break;
      }
      if (result instanceof Result.Values(List<Value> values)) {
        wanted = Resolver.union(wanted, values, plan.merge());
      }
    }
    List<Value> now =
        wanted == null ? List.of() : Coercion.fit(plan.definition(), wanted, plan.name());
    if (!now.isEmpty()) {
      included.put(plan.attribute(), now);
    }
    List<Value> released = new ArrayList<>();
    if (before != null) {
      released.addAll(before.included().get(plan.attribute()));
      released.addAll(before.excluded().get(plan.attribute()));
      released.removeAll(now);
      released.retainAll(images.expected().get(plan.attribute()));
    }
    if (!released.isEmpty()) {
      excluded.put(plan.attribute(), released.stream().distinct().toList());
    }
  }

  /// Merged references come from every rule in scope; what others put there stays.
  private void mergedReferences(TargetPlan plan) {
    plan.flows().stream()
        .filter(flow -> applies(flow) && (creating || !flow.text().applyOnce()))
        .mapToInt(CompiledFlow::source)
        .distinct()
        .forEach(source -> pair(plan.attribute(), -source));
  }

  private void reference(TargetPlan plan) {
    boolean rows = plan.flows().stream().allMatch(flow -> flow.kind() == FlowKind.DIRECT_REFERENCE);
    if (plan.merge().merges() && rows) {
      mergedReferences(plan);
      return;
    }
    int fallback = -1;
    boolean decided = false;
    for (CompiledFlow flow : plan.flows()) {
      if (!applies(flow) || (flow.text().applyOnce() && !creating)) {
        continue;
      }
      if (flow.kind() == FlowKind.DIRECT_REFERENCE) {
        decided = true;
        fallback = fallback < 0 ? flow.source() : fallback;
        if (source.origins().get(flow.source()) != null) {
          pair(plan.attribute(), flow.source());
          return;
        }
        continue;
      }
      Result result = flow.evaluate(inputs);
      if (result instanceof Result.IgnoreThisFlow) {
        continue;
      }
      decided = true;
      if (result instanceof Result.AuthoritativeNull) {
        break;
      }
      if (result instanceof Result.Values(List<Value> values)) {
        pair(plan.attribute(), 0);
        computed.add(new Computed(plan.attribute(), flow.fit(plan, values)));
        return;
      }
    }
    if (decided) {
      pair(plan.attribute(), Math.max(fallback, 0));
      if (fallback < 0) {
        computed.add(new Computed(plan.attribute(), List.of()));
      }
    }
  }

  private void pair(int attribute, int feeding) {
    references.add(attribute);
    references.add(feeding);
  }
}
