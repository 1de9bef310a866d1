// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.expr.EvaluationException;
import dev.understudy.engine.expr.Result;
import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origin;
import dev.understudy.engine.program.CompiledFlow;
import dev.understudy.engine.program.CompiledRule;
import dev.understudy.engine.program.FlowException;
import dev.understudy.engine.program.FlowKind;
import dev.understudy.engine.program.ObjectInputs;
import dev.understudy.engine.program.TargetPlan;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.sync.Explanation.Contribution;
import dev.understudy.engine.sync.Explanation.Delivery;
import dev.understudy.engine.sync.Explanation.Effect;
import dev.understudy.engine.sync.Explanation.Verdict;
import dev.understudy.engine.work.Workspace;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers why an attribute has its value, by asking every flow again.
public final class Explain {
  private static final int REFERENCES_SHOWN_MAX = 100;

  private final SyncWork work;
  private final Workspace workspace;

  public Explain(StepContext context) {
    this.work = new SyncWork(context);
    this.workspace = work.workspace();
  }

  /// Explains an attribute of a metaverse object.
  ///
  /// @throws IllegalArgumentException when there is no such object
  public Explanation metaverse(long id, String attribute) {
    MetaverseObject object =
        workspace
            .metaverse(id)
            .orElseThrow(() -> new IllegalArgumentException("no metaverse object " + id));
    int number = work.program().dictionary().number(attribute);
    Origin origin = object.origins().get(number);
    List<Contribution> contributions =
        plan(work.program().inboundPlans(object.type()), number)
            .map(plan -> inbound(object, plan))
            .orElse(List.of());
    return new Explanation(
        attribute,
        values(object, number),
        origin == null ? null : Instant.ofEpochMilli(origin.since()),
        contributions,
        effects(object, number),
        Delivery.NOT_MANAGED);
  }

  /// Explains an attribute that outbound rules write to a connector-space object.
  ///
  /// @throws IllegalArgumentException when there is no such object
  public Explanation space(long id, String attribute) {
    SpaceObject object =
        workspace
            .space(id)
            .orElseThrow(() -> new IllegalArgumentException("no connector-space object " + id));
    int number = work.program().dictionary().number(attribute);
    List<Contribution> contributions =
        workspace
            .metaverse(object.lineage().metaverse())
            .flatMap(metaverse ->
                plan(
                        work.program()
                            .outboundPlans(
                                object.connector(), metaverse.type(), object.identity().type()),
                        number)
                    .map(plan -> outbound(metaverse, object, plan)))
            .orElse(List.of());
    return new Explanation(
        attribute,
        values(object, number),
        null,
        contributions,
        List.of(),
        delivery(object, number));
  }

  private static Optional<TargetPlan> plan(TargetPlan[] plans, int attribute) {
    for (TargetPlan plan : plans) {
      if (plan.attribute() == attribute) {
        return Optional.of(plan);
      }
    }
    return Optional.empty();
  }

  // --- the flows ---

  private List<Contribution> inbound(MetaverseObject object, TargetPlan plan) {
    List<Contributor> contributors = new ArrayList<>();
    for (SpaceObject linked : workspace.joinedTo(object.id())) {
      contributors.add(Contributor.of(work, linked));
    }
    Verdicts verdicts = new Verdicts(plan);
    for (CompiledFlow flow : plan.flows()) {
      Contributor contributor =
          contributors.stream()
              .filter(one -> one.object().connector() == flow.rule().connector())
              .findFirst()
              .orElse(null);
      verdicts.add(flow, source(contributor, flow));
    }
    return verdicts.contributions();
  }

  private static Source source(@Nullable Contributor contributor, CompiledFlow flow) {
    if (contributor == null) {
      return new Source("", null, Verdict.NO_SOURCE, "no object of this connector is linked");
    }
    String name = contributor.object().identity().dn().text();
    if (!contributor.rules().contains(flow.rule())) {
      String why = MissedScope.of(flow.rule(), contributor.inputs());
      return new Source(name, null, Verdict.NOT_IN_SCOPE, why);
    }
    if (!contributor.mayFlow()) {
      return new Source(
          name, null, Verdict.NO_SOURCE, "no rule that could link the object is in scope");
    }
    if (flow.kind() == FlowKind.DIRECT_REFERENCE) {
      int count = contributor.object().images().counts().get(flow.source());
      return new Source(
          name,
          count == 0 ? Result.NULL : new Result.Values(List.of(Value.of(count))),
          Verdict.WON,
          count + " references");
    }
    return Source.of(name, flow, contributor.inputs());
  }

  private List<Contribution> outbound(
      MetaverseObject metaverse, SpaceObject object, TargetPlan plan) {
    ObjectInputs inputs = new MetaverseInputs(work, metaverse, object.connector());
    String name = "metaverse object " + metaverse.id();
    Verdicts verdicts = new Verdicts(plan);
    for (CompiledFlow flow : plan.flows()) {
      Source source =
          flow.rule().scope().holds(inputs)
              ? Source.of(name, flow, inputs)
              : new Source(name, null, Verdict.NOT_IN_SCOPE, MissedScope.of(flow.rule(), inputs));
      verdicts.add(flow, source);
    }
    return verdicts.contributions();
  }

  /// What a flow says, before it is compared with the others.
  ///
  /// @param result null when it does not take part, as `verdict` says
  private record Source(String name, @Nullable Result result, Verdict verdict, String detail) {
    static Source of(String name, CompiledFlow flow, ObjectInputs inputs) {
      try {
        return new Source(name, flow.evaluate(inputs), Verdict.WON, "");
      } catch (EvaluationException e) {
        return new Source(name, null, Verdict.ERROR, e.issue().message());
      } catch (FlowException e) {
        return new Source(name, null, Verdict.ERROR, String.valueOf(e.getMessage()));
      }
    }
  }

  /// Compares the flows in the order of precedence.
  private static final class Verdicts {
    private final TargetPlan plan;
    private final List<Contribution> contributions = new ArrayList<>();
    private @Nullable String decidedBy;

    Verdicts(TargetPlan plan) {
      this.plan = plan;
    }

    List<Contribution> contributions() {
      return contributions;
    }

    void add(CompiledFlow flow, Source source) {
      CompiledRule rule = flow.rule();
      List<Value> values =
          source.result() instanceof Result.Values(List<Value> contributed)
              ? contributed
              : List.of();
      Verdict verdict = verdict(flow, source, values);
      String detail =
          verdict == Verdict.LOST ? "%s has precedence".formatted(decidedBy) : source.detail();
      if (decidedBy == null && (verdict == Verdict.WON || verdict == Verdict.AUTHORITATIVE_NULL)) {
        decidedBy = rule.toString();
      }
      contributions.add(
          new Contribution(
              rule.text().identity().name(),
              rule.text().settings().precedence(),
              rule.text().types().connector(),
              source.name(),
              said(flow),
              verdict,
              detail,
              values));
    }

    private Verdict verdict(CompiledFlow flow, Source source, List<Value> values) {
      Result result = source.result();
      if (result == null) {
        return source.verdict();
      }
      if (flow.text().applyOnce()) {
        return Verdict.ONLY_ONCE;
      }
      return switch (result) {
        case Result.Null _ -> Verdict.NULL;
        case Result.IgnoreThisFlow _ -> Verdict.IGNORED;
        case Result.AuthoritativeNull _ ->
            decidedBy == null ? Verdict.AUTHORITATIVE_NULL : Verdict.LOST;
        case Result.Values _ -> {
          if (plan.merge().merges() && !values.isEmpty()) {
            yield Verdict.MERGED;
          }
          yield decidedBy == null ? Verdict.WON : Verdict.LOST;
        }
      };
    }

    private static String said(CompiledFlow flow) {
      return switch (flow.text().source()) {
        case FlowSource.Direct(String attribute) -> "[" + attribute + "]";
        case FlowSource.Constant(String text) -> "constant \"" + text + "\"";
        case FlowSource.Expression(String text) -> text;
      };
    }
  }

  // --- values and their way on ---

  private List<Value> values(MetaverseObject object, int attribute) {
    List<Value> values = object.values().get(attribute);
    if (!values.isEmpty()) {
      return values;
    }
    List<Value> references = new ArrayList<>();
    for (MetaverseLink link :
        work.context()
            .store()
            .metaverse()
            .links(object.id(), attribute, null, REFERENCES_SHOWN_MAX)) {
      references.add(Value.of(Dn.flat("metaverse object " + link.target())));
    }
    return references;
  }

  private List<Value> values(SpaceObject object, int attribute) {
    List<Value> values = object.images().expected().get(attribute);
    if (!values.isEmpty()) {
      return values;
    }
    List<Value> references = new ArrayList<>();
    for (SpaceLink link :
        work.context().store().space().links(object.id(), attribute, null, REFERENCES_SHOWN_MAX)) {
      if (link.present()) {
        workspace
            .space(link.target())
            .ifPresent(target -> references.add(Value.of(target.identity().dn())));
      }
    }
    return references;
  }

  private List<Effect> effects(MetaverseObject object, int attribute) {
    List<Effect> effects = new ArrayList<>();
    String name = work.program().dictionary().name(attribute);
    for (SpaceObject linked : workspace.joinedTo(object.id())) {
      ObjectInputs inputs = new MetaverseInputs(work, object, linked.connector());
      for (TargetPlan plan :
          work.program()
              .outboundPlans(linked.connector(), object.type(), linked.identity().type())) {
        for (CompiledFlow flow : plan.flows()) {
          if (flow.reads(name) && flow.rule().scope().holds(inputs)) {
            effects.add(
                new Effect(
                    work.program().connectors().getOrDefault(linked.connector(), ""),
                    linked.identity().dn().text(),
                    plan.name(),
                    flow.rule().text().identity().name(),
                    delivery(linked, plan.attribute())));
          }
        }
      }
    }
    return effects;
  }

  private Delivery delivery(SpaceObject object, int attribute) {
    if (!(object.images().intent() instanceof Intent.Exists exists)) {
      return Delivery.NOT_MANAGED;
    }
    if (exists.isExact(attribute)) {
      return linkDelivery(object, attribute);
    }
    if (attribute == work.program().dnAttribute()) {
      return nameDelivery(object, exists);
    }
    boolean exact = exists.exact().has(attribute);
    if (!exact && !exists.included().has(attribute)) {
      return Delivery.NOT_MANAGED;
    }
    List<Value> wanted = exact ? exists.exact().get(attribute) : exists.included().get(attribute);
    Image imported = object.images().imported();
    if (holds(imported, attribute, wanted, exact)) {
      return Delivery.CONFIRMED;
    }
    return holds(
            object.images().present() ? object.images().expected() : null, attribute, wanted, exact)
        ? Delivery.AWAITING_CONFIRMATION
        : Delivery.PENDING_EXPORT;
  }

  private static boolean holds(
      @Nullable Image image, int attribute, List<Value> wanted, boolean exact) {
    if (image == null) {
      return false;
    }
    return exact
        ? Image.sameValues(image.get(attribute), wanted)
        : image.get(attribute).containsAll(wanted);
  }

  private static Delivery nameDelivery(SpaceObject object, Intent.Exists exists) {
    Dn wanted = exists.dn();
    if (wanted == null) {
      return Delivery.NOT_MANAGED;
    }
    if (object.images().imported() != null && object.identity().dn().equals(wanted)) {
      return Delivery.CONFIRMED;
    }
    Dn sent = object.images().sent().dn();
    boolean onItsWay =
        object.images().present() && (sent == null ? object.identity().dn() : sent).equals(wanted);
    return onItsWay ? Delivery.AWAITING_CONFIRMATION : Delivery.PENDING_EXPORT;
  }

  private Delivery linkDelivery(SpaceObject object, int attribute) {
    boolean waiting = false;
    for (SpaceLink link : Links.of(workspace, object.id(), attribute)) {
      if (link.is(SpaceLink.PENDING)) {
        return Delivery.PENDING_EXPORT;
      }
      waiting |= link.is(SpaceLink.SENT_ADD) || link.is(SpaceLink.SENT_REMOVE);
    }
    return waiting ? Delivery.AWAITING_CONFIRMATION : Delivery.CONFIRMED;
  }
}
