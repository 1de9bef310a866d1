// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origins;
import dev.understudy.engine.program.CompiledRule;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.Snapshot;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.sync.MetaverseSync.Outcome;
import dev.understudy.engine.work.Workspace;
import java.util.Objects;

/// Synchronizes one connector-space object: its link, its metaverse object, and what every
/// connector shall hold of it (`spec/engine.md` §2.12).
final class ObjectSync {
  private final SyncWork work;
  private final Workspace workspace;
  private final InboundLink links;
  private final MetaverseSync metaverses;
  private final Deprovisioning deprovisioning;

  ObjectSync(SyncWork work) {
    this.work = work;
    this.workspace = work.workspace();
    this.links = new InboundLink(work);
    this.metaverses = new MetaverseSync(work);
    this.deprovisioning = metaverses.deprovisioning();
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
      gone(object, clean);
      return;
    }
    Contributor contributor = Contributor.of(work, clean);
    LinkDecision decision =
        images.intent() instanceof Intent.Gone && !object.lineage().isLinked()
            ? new LinkDecision.None(false)
            : links.decide(contributor);
    SpaceObject next = clean.with(clean.lineage().withInbound(contributor.ruleNumbers()));
    switch (decision) {
      case LinkDecision.Keep(int joinedBy) -> keep(object, next, joinedBy, mode);
      case LinkDecision.Join(long metaverse, var rule) ->
          join(object, next.with(next.lineage().withLink(metaverse, rule.number())), mode);
      case LinkDecision.Project(var rule) -> project(object, next, rule, mode);
      case LinkDecision.None(boolean inScope) -> free(object, next, inScope);
    }
  }

  private void keep(SpaceObject object, SpaceObject next, int joinedBy, Mode mode) {
    long metaverse = object.lineage().metaverse();
    SpaceObject kept = next.with(next.lineage().withLink(metaverse, joinedBy));
    putIfChanged(object, kept);
    Outcome outcome = metaverses.follow(kept, metaverse, mode.full(), false);
    count(isDeleteAdd(object) ? "connector-delete-add-processed" : counter("connector", outcome));
  }

  private void join(SpaceObject object, SpaceObject joined, Mode mode) {
    long metaverse = joined.lineage().metaverse();
    boolean wasLinked = metaverses.unlink(object);
    replacePlanned(object, metaverse);
    boolean referredTo = mode.referredTo() || workspace.isReferredTo(metaverse);
    workspace.put(tellReferrers(joined, referredTo));
    Outcome outcome = metaverses.follow(joined, metaverse, true, false);
    count(counter(wasLinked ? "connector" : "disconnector-joined", outcome));
  }

  private void project(SpaceObject object, SpaceObject next, CompiledRule rule, Mode mode) {
    metaverses.unlink(object);
    MetaverseObject born =
        new MetaverseObject(
            work.context().store().newId(),
            metaverseType(rule.targetType()),
            Image.EMPTY,
            Origins.NONE);
    workspace.put(born, true);
    SpaceObject projected = next.with(next.lineage().withLink(born.id(), rule.number()));
    if (wasSynchronized(object)) {
      projected = projected.with(projected.state().with(SpaceState.REFERENCES_CHANGED));
    }
    workspace.put(tellReferrers(projected, mode.referredTo()));
    Outcome outcome = metaverses.follow(projected, born.id(), mode.full(), true);
    count(counter("disconnector-projected", outcome));
  }

  /// Whether the object was looked at before: only then are its changed references marked.
  private static boolean wasSynchronized(SpaceObject object) {
    return object.images().synced() != null || !object.state().is(SpaceState.PENDING_IMPORT);
  }

  private void free(SpaceObject object, SpaceObject next, boolean inScope) {
    if (metaverses.unlink(object)) {
      SpaceObject now = workspace.space(object.id()).orElse(next);
      SpaceObject free = now.with(now.state().without(SpaceState.RETRY));
      workspace.put(free);
      metaverses.offers().free(free);
      count(
          workspace.metaverse(object.lineage().metaverse()).isPresent()
              ? "connector-filtered-leave-mv"
              : "connector-filtered-remove-mv");
    } else {
      SpaceObject free = next.with(Lineage.NONE);
      putIfChanged(object, free);
      count(inScope ? "disconnector-remains" : "disconnector-filtered");
      metaverses.offers().free(free);
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

  /// The object with everything that is synchronized when this look at it succeeds.
  static SpaceObject synchronizedNow(SpaceObject object) {
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

  private SpaceObject tellReferrers(SpaceObject linked, boolean referredTo) {
    return referredTo || work.unresolved().contains(linked.id())
        ? linked.with(linked.state().with(SpaceState.REFERRERS))
        : linked;
  }

  /// The directory holds the object no more.
  private void gone(SpaceObject object, SpaceObject clean) {
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
    boolean wanted =
        object.images().intent() instanceof Intent.Exists && object.lineage().provisioned();
    if (wanted) {
      SpaceObject planned = clean.with(clean.lineage().withInbound(new int[0]));
      if (object.images().sent().operation() != Sent.Operation.ADD) {
        planned = withoutAnchor(planned);
      }
      putIfChanged(object, planned);
      metaverses.follow(planned, metaverse, true, false);
    } else {
      metaverses.unlink(object);
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
}
