// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.work.Workspace;

/// The end of links, of metaverse objects and of rows (`spec/engine.md` §2.9).
final class Deprovisioning {
  private final SyncWork work;
  private final Workspace workspace;
  private final ReferenceRows rows;

  Deprovisioning(SyncWork work) {
    this.work = work;
    this.workspace = work.workspace();
    this.rows = new ReferenceRows(work);
  }

  /// Ends the link of an object: what was provisioned is to be deleted, anything else is left
  /// alone, and may find another partner when its connector is synchronized.
  void disconnect(SpaceObject object) {
    Intent intent = object.lineage().provisioned() ? Intent.Gone.GONE : Intent.Unmanaged.UNMANAGED;
    unwantReferrers(object.id());
    unwantOwn(object, intent);
    SpaceObject free = workspace.space(object.id()).orElse(object).with(Lineage.NONE);
    free = free.with(free.images().withIntent(intent));
    if (intent instanceof Intent.Unmanaged && free.images().imported() != null) {
      free = free.with(free.state().with(SpaceState.RETRY));
    }
    workspace.put(free);
    removeIfNothing(free);
  }

  /// Ends what outbound rules want of an object that stays linked, because inbound rules hold it.
  void unmanage(SpaceObject object) {
    if (object.images().intent() instanceof Intent.Exists) {
      unwantOwn(object, Intent.Unmanaged.UNMANAGED);
      SpaceObject now = workspace.space(object.id()).orElse(object);
      workspace.put(now.with(now.lineage().withOutbound(new int[0], false)));
    }
  }

  /// Removes the row of an object of which nothing is left to remember, or makes it a placeholder
  /// while others refer to it.
  ///
  /// @return whether it is gone
  boolean removeIfNothing(SpaceObject object) {
    SpaceImages images = object.images();
    boolean something =
        images.imported() != null
            || images.sent().operation() != Sent.Operation.UPDATE
            || object.lineage().isLinked()
            || images.intent() instanceof Intent.Exists;
    if (something) {
      return false;
    }
    for (SpaceLink link : Links.of(workspace, object.id(), 0)) {
      workspace.put(link.withFlags(0));
    }
    boolean referredTo =
        workspace.anyReferrer(object.id(), link -> true) || workspace.hasChildren(object.id());
    if (referredTo) {
      SpaceIdentity identity = object.identity();
      workspace.put(
          new SpaceObject(
              object.id(),
              object.connector(),
              new SpaceIdentity(
                  identity.dn(),
                  null,
                  SpaceIdentity.PLACEHOLDER,
                  identity.partition(),
                  identity.parent()),
              SpaceImages.NONE,
              Lineage.NONE,
              SpaceState.CLEAN));
    } else {
      workspace.removeSpace(object.id());
    }
    return true;
  }

  /// Removes a metaverse object, its references and those of others to it; every object that is
  /// still linked to it is disconnected.
  void removeMetaverse(MetaverseObject object) {
    for (SpaceObject linked : workspace.joinedTo(object.id())) {
      if (linked.lineage().provisioned()) {
        work.count(linked.connector(), "provisioned-disconnect");
      }
      disconnect(linked);
    }
    workspace.anyMetaverseReferrer(
        object.id(),
        link -> {
          workspace.put(link, false);
          rows.changed(link.owner(), link.attribute());
          return false;
        });
    workspace.removeMetaverse(object.id());
  }

  /// No object is wanted to refer to this one any more.
  private void unwantReferrers(long target) {
    workspace.anyReferrer(
        target,
        link -> {
          if (link.is(SpaceLink.DESIRED)) {
            rows.want(link.owner(), link.attribute(), target, false);
          }
          return false;
        });
  }

  /// An object without intent has no pending references; one that is to be deleted neither, because
  /// they go with it.
  private void unwantOwn(SpaceObject object, Intent intent) {
    if (!(object.images().intent() instanceof Intent.Exists)) {
      return;
    }
    for (SpaceLink link : Links.of(workspace, object.id(), 0)) {
      workspace.put(link.withFlags(link.flags() & ~(SpaceLink.DESIRED | SpaceLink.PENDING)));
    }
    SpaceObject cleared =
        object.with(
            object.state().without(SpaceState.PENDING_LINKS | SpaceState.OUTBOUND_REFERENCES));
    workspace.put(cleared.with(cleared.images().withIntent(intent)));
  }
}
