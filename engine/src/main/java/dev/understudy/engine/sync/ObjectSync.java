// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origin;
import dev.understudy.engine.metaverse.Origins;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.Snapshot;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.work.Workspace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Synchronizes one connector-space object: its link, its metaverse object, and what every
/// connector shall hold of it (`spec/engine.md` §2.12).
final class ObjectSync {
  private static final int REFERRERS_PAGE = 5_000;

  private final SyncWork work;
  private final Workspace workspace;
  private final InboundLink links;
  private final OutboundSync outbound;
  private final InboundReferences references;
  private final Deprovisioning deprovisioning;
  private final JoinOffers offers;

  ObjectSync(SyncWork work) {
    this.work = work;
    this.workspace = work.workspace();
    this.links = new InboundLink(work);
    this.deprovisioning = new Deprovisioning(work);
    this.outbound = new OutboundSync(work, deprovisioning);
    this.references = new InboundReferences(work);
    this.offers = new JoinOffers(work, outbound);
  }

  /// How an object is looked at.
  ///
  /// @param full whether everything is worked out anew, although nothing was imported
  /// @param referredTo whether settled objects refer to it, so that they must hear of a new link
  record Mode(boolean full, boolean referredTo) {}

  /// Synchronizes an object; what it decides is in the workspace.
  ///
  /// @throws dev.understudy.engine.program.FlowException when the object cannot be synchronized
  /// @throws dev.understudy.engine.expr.EvaluationException when an expression fails for it
  void sync(SpaceObject object, Mode mode) {
    SpaceImages images = object.images();
    SpaceObject clean = synchronizedNow(object);
    if (images.imported() == null) {
      gone(object, clean, mode);
      return;
    }
    Contributor contributor = Contributor.of(work, clean);
    LinkDecision decision =
        images.intent() instanceof Intent.Gone && !object.lineage().isLinked()
            ? new LinkDecision.None(false)
            : links.decide(contributor);
    boolean deleteAdd = isDeleteAdd(object);
    SpaceObject next = clean.with(clean.lineage().withInbound(contributor.ruleNumbers()));
    switch (decision) {
      case LinkDecision.Keep(int joinedBy) -> {
        SpaceObject kept =
            next.with(next.lineage().withLink(object.lineage().metaverse(), joinedBy));
        putIfChanged(object, kept);
        Outcome outcome = follow(kept, object.lineage().metaverse(), mode, false);
        count(deleteAdd ? "connector-delete-add-processed" : counter("connector", outcome));
      }
      case LinkDecision.Join(long metaverse, var rule) -> {
        boolean wasLinked = unlink(object);
        replacePlanned(object, metaverse);
        SpaceObject joined = next.with(next.lineage().withLink(metaverse, rule.number()));
        boolean referredTo = mode.referredTo() || workspace.isReferredTo(metaverse);
        workspace.put(tellReferrers(joined, new Mode(mode.full(), referredTo)));
        Outcome outcome = follow(joined, metaverse, new Mode(true, mode.referredTo()), false);
        count(counter(wasLinked ? "connector" : "disconnector-joined", outcome));
      }
      case LinkDecision.Project(var rule) -> {
        unlink(object);
        MetaverseObject born =
            new MetaverseObject(
                work.context().store().newId(),
                metaverseType(rule.targetType()),
                Image.EMPTY,
                Origins.NONE);
        workspace.put(born, true);
        SpaceObject projected = next.with(next.lineage().withLink(born.id(), rule.number()));
        workspace.put(tellReferrers(projected, mode));
        count(counter("disconnector-projected", follow(projected, born.id(), mode, true)));
      }
      case LinkDecision.None(boolean inScope) -> {
        boolean wasLinked = unlink(object);
        if (wasLinked) {
          SpaceObject now = workspace.space(object.id()).orElse(next);
          SpaceObject free = now.with(now.state().without(SpaceState.RETRY));
          workspace.put(free);
          offers.free(free);
          count(
              workspace.metaverse(object.lineage().metaverse()).isPresent()
                  ? "connector-filtered-leave-mv"
                  : "connector-filtered-remove-mv");
        } else {
          SpaceObject free = clean.with(Lineage.NONE);
          putIfChanged(object, free);
          count(inScope ? "disconnector-remains" : "disconnector-filtered");
          offers.free(free);
        }
      }
    }
  }

  private int metaverseType(int targetType) {
    if (targetType == 0) {
      throw new dev.understudy.engine.program.FlowException(
          "extension-projection-object-type-not-set",
          "a rule for any metaverse type cannot provision; give it a target type");
    }
    return targetType;
  }

  private static boolean isDeleteAdd(SpaceObject object) {
    Snapshot synced = object.images().synced();
    return object.state().is(SpaceState.PENDING_IMPORT)
        && synced != null
        && synced.type() != object.identity().type();
  }

  private void count(String counter) {
    work.context().report().counters().add(counter);
  }

  private static String counter(String prefix, Outcome outcome) {
    return switch (outcome) {
      case FLOW -> prefix + "-flow";
      case NO_FLOW -> prefix + "-no-flow";
      case REMOVED ->
          prefix.equals("connector") ? "connector-flow-remove-mv" : prefix + "-remove-mv";
    };
  }

  /// What the metaverse object made of a look at it.
  private enum Outcome {
    FLOW,
    NO_FLOW,
    REMOVED
  }

  private static SpaceObject synchronizedNow(SpaceObject object) {
    SpaceState state = object.state();
    if (state.is(SpaceState.SYNC_ERROR)) {
      state = state.withError(null);
    }
    return object
        .with(object.images().withSynced(null))
        .with(state.without(SpaceState.PENDING_IMPORT | SpaceState.SYNC_ERROR | SpaceState.RETRY));
  }

  private void putIfChanged(SpaceObject before, SpaceObject after) {
    if (!before.lineage().equals(after.lineage())
        || before.state().flags() != after.state().flags()
        || before.images().synced() != null
        || !Objects.equals(before.state().error(), after.state().error())) {
      workspace.put(after);
    }
  }

  private SpaceObject tellReferrers(SpaceObject linked, Mode mode) {
    return mode.referredTo() || work.unresolved().contains(linked.id())
        ? linked.with(linked.state().with(SpaceState.REFERRERS))
        : linked;
  }

  // --- the metaverse object ---

  /// Works out the metaverse object of a linked object, and everything behind it.
  private Outcome follow(SpaceObject trigger, long metaverse, Mode mode, boolean born) {
    MetaverseObject before =
        workspace
            .metaverse(metaverse)
            .orElseThrow(() -> new IllegalStateException("no metaverse object " + metaverse));
    List<Contributor> contributors = contributors(metaverse);
    if (contributors.stream().noneMatch(Contributor::keepsAlive)) {
      end(before);
      return Outcome.REMOVED;
    }
    for (Contributor contributor : contributors) {
      SpaceObject object = contributor.object();
      SpaceObject ruled = object.with(object.lineage().withInbound(contributor.ruleNumbers()));
      if (!ruled.lineage().equals(object.lineage())) {
        workspace.put(ruled);
      }
    }
    Resolution resolution = Resolver.resolve(work, before, contributors);
    boolean changed =
        !before.values().equals(resolution.values())
            || !before.origins().equals(resolution.origins());
    MetaverseObject after =
        new MetaverseObject(metaverse, before.type(), resolution.values(), resolution.origins());
    if (changed || born) {
      workspace.put(after, born);
    }
    boolean outboundToo =
        changed
            || born
            || mode.full()
            || trigger.images().imported() == null
            || !trigger.lineage().isLinked()
            || trigger.lineage().outbound().length > 0;
    if (outboundToo) {
      outbound.sync(after, born);
    }
    SpaceObject now = workspace.space(trigger.id()).orElse(trigger);
    work.drainChangedRows();
    boolean rowsFlow = references.resolved(now, before, resolution, born);
    if (!outboundToo) {
      countRows();
    }
    if (changed && !before.values().equals(resolution.values())) {
      offers.changed(before.values(), after.values());
    }
    if (outboundToo && isOneLost(contributors, metaverse)) {
      settle(metaverse);
      return workspace.metaverse(metaverse).isPresent() ? Outcome.FLOW : Outcome.REMOVED;
    }
    return changed || rowsFlow ? Outcome.FLOW : Outcome.NO_FLOW;
  }

  /// Whether outbound rules disconnected an object that contributed: its values are to be recalled.
  private boolean isOneLost(List<Contributor> contributors, long metaverse) {
    for (Contributor contributor : contributors) {
      boolean lost =
          contributor.ruleNumbers().length > 0
              && workspace
                  .space(contributor.object().id())
                  .filter(object -> object.lineage().metaverse() == metaverse)
                  .isEmpty();
      if (lost) {
        return true;
      }
    }
    return false;
  }

  private void countRows() {
    for (long id : work.drainChangedRows()) {
      workspace.space(id).ifPresent(object -> work.count(object.connector(), "connector-flow"));
    }
  }

  private List<Contributor> contributors(long metaverse) {
    List<Contributor> contributors = new ArrayList<>(2);
    for (SpaceObject object : workspace.joinedTo(metaverse)) {
      contributors.add(Contributor.of(work, object));
    }
    return contributors;
  }

  // --- ends ---

  /// Ends the link of an object as a contributor; the metaverse object is worked out without it, or
  /// ends too.
  ///
  /// @return whether there was a link
  private boolean unlink(SpaceObject object) {
    if (!object.lineage().isLinked()) {
      return false;
    }
    long metaverse = object.lineage().metaverse();
    recheckReferrers(metaverse);
    deprovisioning.disconnect(synchronizedNow(object));
    settle(metaverse);
    return true;
  }

  /// Works out a metaverse object after a contributor left it.
  private void settle(long metaverse) {
    MetaverseObject left = workspace.metaverse(metaverse).orElse(null);
    if (left == null) {
      return;
    }
    List<SpaceObject> others = workspace.joinedTo(metaverse);
    if (others.isEmpty()) {
      end(left);
    } else {
      follow(others.getFirst(), metaverse, new Mode(true, false), false);
    }
  }

  private void end(MetaverseObject object) {
    deprovisioning.removeMetaverse(object);
    offers.changed(object.values(), Image.EMPTY);
  }

  /// The directory holds the object no more.
  private void gone(SpaceObject object, SpaceObject clean, Mode mode) {
    boolean reported = object.state().is(SpaceState.PENDING_IMPORT);
    if (!object.lineage().isLinked()) {
      if (!deprovisioning.removeIfNothing(clean)) {
        putIfChanged(object, clean);
      }
      if (reported) {
        count("connector-delete-leave-mv");
      }
      return;
    }
    long metaverse = object.lineage().metaverse();
    boolean wanted = object.images().intent() instanceof Intent.Exists;
    if (wanted) {
      SpaceObject planned = clean.with(clean.lineage().withInbound(new int[0]));
      if (object.images().sent().operation() != Sent.Operation.ADD) {
        planned = withoutAnchor(planned);
      }
      putIfChanged(object, planned);
      follow(planned, metaverse, new Mode(true, mode.referredTo()), false);
    } else {
      recheckReferrers(metaverse);
      deprovisioning.disconnect(clean);
      settle(metaverse);
    }
    if (reported) {
      count(
          workspace.metaverse(metaverse).isPresent()
              ? "connector-delete-leave-mv"
              : "connector-delete-remove-mv");
    }
  }

  private SpaceObject withoutAnchor(SpaceObject object) {
    SpaceIdentity identity = object.identity();
    SpaceObject without =
        object.with(
            new SpaceIdentity(
                identity.dn(), null, identity.type(), identity.partition(), identity.parent()));
    workspace.put(without);
    return without;
  }

  /// What was only planned for this connector gives way to the object that really exists.
  private void replacePlanned(SpaceObject object, long metaverse) {
    for (SpaceObject other : workspace.joinedTo(metaverse)) {
      if (other.connector() == object.connector() && other.id() != object.id()) {
        deprovisioning.disconnect(other);
      }
    }
  }

  /// Another object of this metaverse object may still justify the references to it.
  private void recheckReferrers(long metaverse) {
    if (workspace.joinedTo(metaverse).size() <= 1) {
      return;
    }
    Map<Long, MetaverseObject> owners = new java.util.HashMap<>();
    Set<Long> sources = new HashSet<>();
    for (MetaverseLink link :
        work.context().store().metaverse().referrers(metaverse, 0, REFERRERS_PAGE)) {
      MetaverseObject owner =
          owners.computeIfAbsent(link.owner(), id -> workspace.metaverse(id).orElse(null));
      Origin origin = owner == null ? null : owner.origins().get(link.attribute());
      if (origin != null) {
        sources.add(origin.source());
      }
    }
    for (long source : sources) {
      workspace
          .space(source)
          .ifPresent(
              object -> workspace.put(object.with(object.state().with(SpaceState.REFERENCES_ALL))));
    }
  }
}
