// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origin;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.work.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Works out a metaverse object from the objects that are linked to it, and everything behind it:
/// its references, what connectors shall hold of it, its end.
final class MetaverseSync {
  private final SyncWork work;
  private final Workspace workspace;
  private final OutboundSync outbound;
  private final InboundReferences references;
  private final Deprovisioning deprovisioning;
  private final JoinOffers offers;

  MetaverseSync(SyncWork work) {
    this.work = work;
    this.workspace = work.workspace();
    this.deprovisioning = new Deprovisioning(work);
    this.outbound = new OutboundSync(work, deprovisioning);
    this.references = new InboundReferences(work);
    this.offers = new JoinOffers(work, outbound);
  }

  Deprovisioning deprovisioning() {
    return deprovisioning;
  }

  JoinOffers offers() {
    return offers;
  }

  /// What the metaverse object made of a look at it.
  enum Outcome {
    FLOW,
    NO_FLOW,
    REMOVED
  }

  /// After a look at a linked object.
  ///
  /// @param trigger the object that was looked at
  /// @param full whether what connectors shall hold is worked out even when nothing changed
  /// @param born whether the metaverse object was just made
  Outcome follow(SpaceObject trigger, long metaverse, boolean full, boolean born) {
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
            || full
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

  /// Ends the link of an object as a contributor; the metaverse object is worked out without it, or
  /// ends too.
  ///
  /// @return whether there was a link
  boolean unlink(SpaceObject object) {
    if (!object.lineage().isLinked()) {
      return false;
    }
    long metaverse = object.lineage().metaverse();
    recheckReferrers(metaverse);
    deprovisioning.disconnect(ObjectSync.synchronizedNow(object));
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
      follow(others.getFirst(), metaverse, true, false);
    }
  }

  private void end(MetaverseObject object) {
    deprovisioning.removeMetaverse(object);
    offers.changed(object.values(), Image.EMPTY);
  }

  /// Another object of this metaverse object may still justify the references to it.
  private void recheckReferrers(long metaverse) {
    if (workspace.joinedTo(metaverse).size() <= 1) {
      return;
    }
    Map<Long, Optional<MetaverseObject>> owners = new HashMap<>();
    Set<Long> sources = new HashSet<>();
    workspace.anyMetaverseReferrer(
        metaverse,
        link -> {
          owners
              .computeIfAbsent(link.owner(), workspace::metaverse)
              .map(owner -> owner.origins().get(link.attribute()))
              .map(Origin::source)
              .ifPresent(sources::add);
          return false;
        });
    for (long source : sources) {
      workspace
          .space(source)
          .ifPresent(
              object -> workspace.put(object.with(object.state().with(SpaceState.REFERENCES_ALL))));
    }
  }
}
