// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.expr.Result;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.CompiledFlow;
import dev.understudy.engine.program.CompiledJoin;
import dev.understudy.engine.program.CompiledRule;
import dev.understudy.engine.program.FlowException;
import dev.understudy.engine.program.JoinKey;
import dev.understudy.engine.program.ObjectInputs;
import dev.understudy.engine.program.TargetPlan;
import dev.understudy.engine.rule.LinkType;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.work.Workspace;
import dev.understudy.schema.Partition;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds or makes the object of a connector that belongs to a metaverse object (`spec/engine.md`
/// §2.5): by the joins of outbound rules, else by the computed DN, else new.
final class OutboundPartner {
  private final SyncWork work;
  private final Workspace workspace;

  OutboundPartner(SyncWork work) {
    this.work = work;
    this.workspace = work.workspace();
  }

  /// The partner, linked already; null when rules only join and there is none.
  @Nullable SpaceObject find(
      MetaverseObject object,
      int connector,
      List<CompiledRule> rules,
      Set<Integer> types,
      ObjectInputs inputs) {
    for (int type : types) {
      List<CompiledRule> ofType = rules.stream().filter(rule -> rule.targetType() == type).toList();
      Optional<CompiledRule> provisioning =
          ofType.stream().filter(rule -> rule.linkType() == LinkType.PROVISION).findFirst();
      SpaceObject joined = join(object, connector, ofType, provisioning.isPresent());
      if (joined != null) {
        return joined;
      }
      if (provisioning.isPresent()) {
        return provision(object, connector, provisioning.get(), ofType, inputs);
      }
    }
    return null;
  }

  private @Nullable SpaceObject join(
      MetaverseObject object, int connector, List<CompiledRule> rules, boolean mayRevive) {
    for (CompiledRule rule : rules) {
      for (List<CompiledJoin> group : rule.joins()) {
        List<SpaceObject> matches = matches(object, connector, rule, group, mayRevive);
        if (matches.size() == 1) {
          return link(matches.getFirst(), object.id(), rule);
        }
      }
    }
    return null;
  }

  private List<SpaceObject> matches(
      MetaverseObject object,
      int connector,
      CompiledRule rule,
      List<CompiledJoin> group,
      boolean mayRevive) {
    CompiledJoin first = group.getFirst();
    List<SpaceObject> matches = new ArrayList<>();
    for (Value value : object.values().get(first.metaverse())) {
      for (long id : workspace.spaceByKey(connector, JoinKey.of(first.space(), value))) {
        SpaceObject candidate = workspace.space(id).orElse(null);
        if (candidate != null
            && isFree(candidate, rule.targetType(), mayRevive)
            && !matches.contains(candidate)
            && group.stream().allMatch(clause -> matches(object, candidate, clause))) {
          matches.add(candidate);
        }
      }
    }
    return matches;
  }

  /// An object that waits for its deletion is found again only by rules that may provision.
  private static boolean isFree(SpaceObject candidate, int type, boolean mayRevive) {
    return !candidate.lineage().isLinked()
        && candidate.identity().type() == type
        && candidate.images().imported() != null
        && (mayRevive || !(candidate.images().intent() instanceof Intent.Gone));
  }

  private boolean matches(MetaverseObject object, SpaceObject candidate, CompiledJoin clause) {
    ObjectInputs inputs = new SpaceInputs(work, candidate);
    for (Value theirs : inputs.imported(clause.space())) {
      for (Value mine : object.values().get(clause.metaverse())) {
        if (JoinKey.matches(theirs, mine, clause.caseSensitive())) {
          return true;
        }
      }
    }
    return false;
  }

  /// Links an object that is there. What it contributes is worked out by the next synchronization
  /// of its own connector.
  private SpaceObject link(SpaceObject partner, long metaverse, CompiledRule rule) {
    boolean contributes =
        work.program().inbound(partner.connector(), partner.identity().type()).length > 0
            && partner.images().imported() != null;
    SpaceObject linked =
        partner
            .with(partner.lineage().withLink(metaverse, rule.number()))
            .with(
                partner.state().with(SpaceState.REFERRERS | (contributes ? SpaceState.RETRY : 0)));
    workspace.put(linked);
    return linked;
  }

  private @Nullable SpaceObject provision(
      MetaverseObject object,
      int connector,
      CompiledRule rule,
      List<CompiledRule> ofType,
      ObjectInputs inputs) {
    TargetPlan[] plans = work.program().outboundPlans(connector, object.type(), rule.targetType());
    Dn dn = name(plans, ofType, inputs, connector);
    if (dn == null) {
      throw new FlowException(
          "sync-rule-flow-provisioning-failed",
          "rule %s provisions but no rule in scope computes a dn".formatted(rule));
    }
    SpaceObject existing = workspace.byDn(connector, dn).orElse(null);
    if (existing == null) {
      return create(workspace.newSpaceId(), connector, dn, rule, object.id());
    }
    if (existing.isPlaceholder()) {
      return create(existing.id(), connector, dn, rule, object.id());
    }
    if (existing.lineage().isLinked()) {
      throw new FlowException(
          "sync-rule-flow-provisioning-failed",
          "the name %s is taken by an object of another identity".formatted(dn));
    }
    if (existing.identity().type() != rule.targetType()) {
      if (existing.images().intent() instanceof Intent.Gone) {
        comeBackLater(object);
        return null;
      }
      throw new FlowException(
          "sync-rule-flow-provisioning-failed",
          "the name %s is taken by an object of type %s; rename or delete that, or compute another name"
              .formatted(dn, work.program().dictionary().name(existing.identity().type())));
    }
    return link(existing, object.id(), rule);
  }

  /// The name becomes free when the object that has it is deleted: every synchronization looks.
  private void comeBackLater(MetaverseObject object) {
    workspace.joinedTo(object.id()).stream()
        .filter(contributor -> contributor.images().imported() != null)
        .findFirst()
        .ifPresent(contributor ->
            workspace.put(contributor.with(contributor.state().with(SpaceState.RETRY))));
  }

  private SpaceObject create(long id, int connector, Dn dn, CompiledRule rule, long metaverse) {
    SpaceObject created =
        new SpaceObject(
            id,
            connector,
            new SpaceIdentity(
                dn,
                null,
                rule.targetType(),
                work.program().dictionary().number(Partition.DEFAULT.name()),
                parentOf(connector, dn)),
            SpaceImages.NONE.withIntent(
                new Intent.Exists(dn, Image.EMPTY, Image.EMPTY, Image.EMPTY, new int[0])),
            Lineage.NONE.withLink(metaverse, rule.number()),
            SpaceState.CLEAN);
    workspace.markFresh(id);
    workspace.put(created);
    return created;
  }

  /// The name that the rules compute; null when none does.
  @Nullable Dn name(
      TargetPlan[] plans, List<CompiledRule> rules, ObjectInputs inputs, int connector) {
    int dnAttribute = work.program().dnAttribute();
    for (TargetPlan plan : plans) {
      if (plan.attribute() == dnAttribute) {
        for (CompiledFlow flow : plan.flows()) {
          if (rules.contains(flow.rule())
              && flow.evaluate(inputs) instanceof Result.Values(List<Value> values)) {
            return parse(values.getFirst(), connector);
          }
        }
      }
    }
    return null;
  }

  private Dn parse(Value value, int connector) {
    return switch (value) {
      case Value.Reference(Dn dn) -> dn;
      case Value.Text(String text) -> {
        if (work.program().hasFlatNames(connector)) {
          yield Dn.flat(text);
        }
        try {
          yield Dn.of(text);
        } catch (DnSyntaxException e) {
          throw new FlowException(
              "cannot-parse-dn-component", "the computed dn is " + e.getMessage());
        }
      }
      case Value.Int64 number -> Dn.flat(number.toString());
      case Value.Bool _, Value.Binary _ ->
          throw new FlowException(
              "cannot-parse-dn-component", "the computed dn is no text: " + value);
    };
  }

  /// @throws FlowException when another object has the name
  void requireFree(int connector, Dn dn, long self) {
    workspace
        .byDn(connector, dn)
        .filter(other -> other.id() != self)
        .ifPresent(other -> {
          throw new FlowException(
              "sync-rule-flow-provisioning-failed",
              "the name %s is taken by another object".formatted(other.identity().dn()));
        });
  }

  /// The identifier of the object one step up; 0 when it is not known.
  long parentOf(int connector, Dn dn) {
    return dn.parent().map(parent -> workspace.idByDn(connector, parent)).orElse(0L);
  }

  static int[] numbers(List<CompiledRule> rules) {
    return rules.stream().mapToInt(CompiledRule::number).toArray();
  }
}
