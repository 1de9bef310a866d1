// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.work.Workspace;
import java.util.ArrayList;
import java.util.List;

/// Writes single reference values: into the metaverse, and from there into the objects of every
/// connector that is fed by them.
final class ReferenceRows {
  private final SyncWork work;
  private final Workspace workspace;

  ReferenceRows(SyncWork work) {
    this.work = work;
    this.workspace = work.workspace();
  }

  /// A connector-space attribute that a metaverse reference attribute feeds.
  ///
  /// @param alone whether nothing else feeds it
  record Fed(SpaceObject object, int attribute, boolean alone) {}

  /// What the attribute `attribute` of the metaverse object feeds.
  List<Fed> fedBy(long metaverse, int attribute) {
    List<Fed> fed = new ArrayList<>();
    for (SpaceObject object : workspace.joinedTo(metaverse)) {
      if (object.images().intent() instanceof Intent.Exists exists) {
        int[] pairs = exists.references();
        for (int i = 0; i < pairs.length; i += 2) {
          if (Math.abs(pairs[i + 1]) == attribute) {
            fed.add(new Fed(object, pairs[i], isAlone(pairs, pairs[i])));
          }
        }
      }
    }
    return fed;
  }

  private static boolean isAlone(int[] pairs, int attribute) {
    int feeds = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      feeds += pairs[i] == attribute ? 1 : 0;
    }
    return feeds == 1;
  }

  /// Adds or removes one metaverse reference with everything that it feeds.
  void set(MetaverseLink link, boolean present, List<Fed> fed) {
    setAll(link.owner(), link.attribute(), new long[] {link.target()}, present, fed);
  }

  /// Adds or removes references of one metaverse attribute with everything that they feed.
  ///
  /// @param targets metaverse identifiers; 0 is skipped
  void setAll(long owner, int attribute, long[] targets, boolean present, List<Fed> fed) {
    for (long target : targets) {
      if (target != 0) {
        workspace.put(new MetaverseLink(owner, attribute, target), present);
      }
    }
    changed(owner, attribute);
    for (Fed one : fed) {
      if (!present && !one.alone()) {
        workspace
            .space(one.object().id())
            .filter(object -> !object.state().is(SpaceState.OUTBOUND_REFERENCES))
            .ifPresent(object ->
                workspace.put(object.with(object.state().with(SpaceState.OUTBOUND_REFERENCES))));
        continue;
      }
      long[] partners = workspace.partners(one.object().connector(), targets);
      for (long partner : partners) {
        if (partner != 0) {
          want(one.object().id(), one.attribute(), partner, present);
        }
      }
    }
  }

  /// Outbound rules that read the references of a metaverse object are asked again when what was
  /// decided now is committed.
  void changed(long owner, int attribute) {
    if (work.program().outboundReads(attribute)) {
      workspace.joinedTo(owner).stream()
          .findFirst()
          .filter(object -> !object.state().is(SpaceState.OUTBOUND))
          .ifPresent(
              object -> workspace.put(object.with(object.state().with(SpaceState.OUTBOUND))));
    }
  }

  /// The object of a connector that is linked to a metaverse object; 0 when there is none.
  long partner(int connector, long metaverse) {
    return workspace.partners(connector, new long[] {metaverse})[0];
  }

  /// Wants, or does not want any more, one value of one object.
  void want(long owner, int attribute, long target, boolean wanted) {
    SpaceLink before =
        workspace
            .link(owner, attribute, target)
            .orElseGet(() -> new SpaceLink(owner, attribute, target, 0));
    SpaceObject object = workspace.space(owner).orElse(null);
    if (object == null) {
      return;
    }
    boolean exact =
        object.images().intent() instanceof Intent.Exists exists && exists.isExact(attribute);
    SpaceLink after = decide(before, wanted, exact);
    if (after.flags() != before.flags()) {
      workspace.put(after);
      work.changedRows(owner);
      if (before.is(SpaceLink.PENDING) && !after.is(SpaceLink.PENDING)) {
        work.released(owner);
      }
      if (after.is(SpaceLink.PENDING) && !object.state().is(SpaceState.PENDING_LINKS)) {
        workspace.put(object.with(object.state().with(SpaceState.PENDING_LINKS)));
      }
    }
  }

  /// The row as it is when the value is wanted or not. Of an attribute that is not exact, only what
  /// rules wanted before is taken away; that it shall go is remembered until it is gone.
  static SpaceLink decide(SpaceLink before, boolean wanted, boolean exact) {
    int flags = before.flags() & ~(SpaceLink.DESIRED | SpaceLink.PENDING);
    boolean present = before.present();
    if (wanted) {
      flags |= SpaceLink.DESIRED | (present ? 0 : SpaceLink.PENDING);
    } else if (present && (exact || before.is(SpaceLink.DESIRED) || before.is(SpaceLink.PENDING))) {
      flags |= SpaceLink.PENDING;
    }
    return before.withFlags(flags);
  }
}
