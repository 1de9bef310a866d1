// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.CompiledRule;
import dev.understudy.engine.program.ObjectInputs;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.program.TargetPlan;
import dev.understudy.engine.rule.Direction;
import dev.understudy.engine.rule.LinkType;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.work.Workspace;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From a metaverse object to what each connector shall hold of it (`spec/engine.md` §2.5): link or
/// provision, flow, rename, deprovision.
final class OutboundSync {
  private final SyncWork work;
  private final Workspace workspace;
  private final OutboundPartner partners;
  private final Deprovisioning deprovisioning;
  private final OutboundReferences references;

  OutboundSync(SyncWork work, Deprovisioning deprovisioning) {
    this.work = work;
    this.workspace = work.workspace();
    this.partners = new OutboundPartner(work);
    this.deprovisioning = deprovisioning;
    this.references = new OutboundReferences(work);
  }

  /// Brings the objects of all connectors in step with `object`.
  ///
  /// @param born whether no metaverse reference to it can exist yet
  void sync(MetaverseObject object, boolean born) {
    for (int connector : work.program().connectors().keySet()) {
      CompiledRule[] candidates = work.program().outbound(connector, object.type());
      if (candidates.length > 0) {
        sync(object, connector, candidates, born);
      }
    }
  }

  private void sync(
      MetaverseObject object, int connector, CompiledRule[] candidates, boolean born) {
    ObjectInputs inputs = new MetaverseInputs(work, object, connector);
    List<CompiledRule> rules = new ArrayList<>(candidates.length);
    Set<Integer> types = new LinkedHashSet<>();
    for (CompiledRule rule : candidates) {
      if (rule.scope().holds(inputs)) {
        rules.add(rule);
        if (rule.bearsLink()) {
          types.add(rule.targetType());
        }
      }
    }
    SpaceObject linked = linked(object, connector);
    boolean released = linked != null && !maySurvive(linked, rules, types);
    if (released && linked != null) {
      deprovisioning.disconnect(linked);
      linked = null;
    }
    if (linked == null) {
      linked = partners.find(object, connector, rules, types, inputs);
    }
    if (linked == null) {
      if (released) {
        work.count(connector, "provisioned-disconnect");
      }
    } else if (types.contains(linked.identity().type())) {
      flow(
          object,
          linked,
          ofType(rules, linked.identity().type()),
          inputs,
          new Mode(born, released));
    } else {
      deprovisioning.unmanage(linked);
    }
  }

  /// How flows are looked at.
  ///
  /// @param born whether no metaverse reference to the object can exist yet
  /// @param replaces whether the object takes the place of another
  private record Mode(boolean born, boolean replaces) {}

  private @Nullable SpaceObject linked(MetaverseObject object, int connector) {
    for (SpaceObject candidate : workspace.joinedTo(object.id())) {
      if (candidate.connector() == connector) {
        return candidate;
      }
    }
    return null;
  }

  private static List<CompiledRule> ofType(List<CompiledRule> rules, int type) {
    return rules.stream().filter(rule -> rule.targetType() == type).toList();
  }

  /// What was provisioned lives while a provisioning rule of its type is in scope; what was only
  /// joined, while its link has a reason on either side.
  private boolean maySurvive(SpaceObject linked, List<CompiledRule> rules, Set<Integer> types) {
    int type = linked.identity().type();
    if (linked.lineage().provisioned()) {
      return ofType(rules, type).stream().anyMatch(rule -> rule.linkType() == LinkType.PROVISION);
    }
    return types.contains(type) || madeInbound(linked.lineage());
  }

  private boolean madeInbound(Lineage lineage) {
    CompiledRule maker = work.program().rule(lineage.joinedBy());
    return maker != null && maker.text().types().direction() == Direction.INBOUND;
  }

  private void flow(
      MetaverseObject object,
      SpaceObject linked,
      List<CompiledRule> rules,
      ObjectInputs inputs,
      Mode mode) {
    Program program = work.program();
    TargetPlan[] plans =
        program.outboundPlans(linked.connector(), object.type(), linked.identity().type());
    Dn dn = partners.name(plans, rules, inputs, linked.connector());
    Intents.Outcome outcome =
        new Intents(inputs, rules, object, linked.images()).work(plans, program.dnAttribute(), dn);
    boolean provisioned =
        linked.lineage().provisioned()
            || rules.stream().anyMatch(rule -> rule.linkType() == LinkType.PROVISION);
    Lineage lineage = linked.lineage().withOutbound(OutboundPartner.numbers(rules), provisioned);
    SpaceObject next = rename(linked, dn);
    boolean renamed = !next.identity().dn().equals(linked.identity().dn());
    next = next.with(next.images().withIntent(outcome.intent())).with(lineage);
    boolean isNew = workspace.isNew(linked.id());
    count(linked, next, new Manner(isNew, renamed, mode.replaces()));
    if (isNew || !unchanged(linked, next)) {
      workspace.put(next);
    }
    references.planned(linked, next, outcome.computed(), isNew, mode.born());
  }

  private static boolean unchanged(SpaceObject before, SpaceObject after) {
    return before.images().intent().equals(after.images().intent())
        && before.lineage().equals(after.lineage())
        && before.identity().equals(after.identity());
  }

  /// An object that is not in the directory yet simply takes its new name; one that is there is
  /// renamed by the next export.
  private SpaceObject rename(SpaceObject linked, @Nullable Dn dn) {
    boolean planned = linked.images().imported() == null && !linked.images().present();
    if (dn == null || !planned || dn.equals(linked.identity().dn())) {
      return linked;
    }
    partners.requireFree(linked.connector(), dn, linked.id());
    SpaceIdentity identity = linked.identity();
    return linked.with(
        new SpaceIdentity(
            dn,
            identity.anchor(),
            identity.type(),
            identity.partition(),
            partners.parentOf(linked.connector(), dn)));
  }

  /// What happened to an object besides its flows.
  private record Manner(boolean isNew, boolean renamed, boolean replaces) {}

  private void count(SpaceObject before, SpaceObject after, Manner manner) {
    String what = "connector";
    if (manner.replaces()) {
      what = "provisioned-delete-add";
    } else if (manner.isNew()) {
      what = "provisioned-add";
    } else if (manner.renamed() || wantsRename(before, after)) {
      what = "provisioned-rename";
    }
    boolean flows = !sameFlows(before.images().intent(), after.images().intent());
    work.count(after.connector(), what + (flows ? "-flow" : "-no-flow"));
  }

  /// Whether nothing changes but maybe the name.
  private static boolean sameFlows(Intent before, Intent after) {
    return before instanceof Intent.Exists old
        && after instanceof Intent.Exists now
        && old.exact().equals(now.exact())
        && old.included().equals(now.included())
        && old.excluded().equals(now.excluded())
        && Arrays.equals(old.references(), now.references());
  }

  private static boolean wantsRename(SpaceObject before, SpaceObject after) {
    return before.images().intent() instanceof Intent.Exists old
        && after.images().intent() instanceof Intent.Exists now
        && old.dn() != null
        && now.dn() != null
        && !old.dn().equals(now.dn());
  }

  /// Whether the references that feed an object are others than before.
  static boolean feedsChanged(SpaceObject before, SpaceObject after) {
    int[] old =
        before.images().intent() instanceof Intent.Exists exists ? exists.references() : new int[0];
    int[] now =
        after.images().intent() instanceof Intent.Exists exists ? exists.references() : new int[0];
    return !Arrays.equals(old, now);
  }
}
