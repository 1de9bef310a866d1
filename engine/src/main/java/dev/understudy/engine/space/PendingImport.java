// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

import org.jspecify.annotations.Nullable;

/// What synchronization has to see of a changed object: [SpaceState#PENDING_IMPORT] and the object
/// as it saw it last.
public final class PendingImport {
  private PendingImport() {}

  /// Marks what a report changed.
  ///
  /// @param before the object before the report
  /// @param after the object after it
  public static SpaceObject mark(SpaceObject before, SpaceObject after) {
    if (before.state().is(SpaceState.PENDING_IMPORT)) {
      return after;
    }
    return after
        .with(after.images().withSynced(snapshot(before)))
        .with(after.state().with(SpaceState.PENDING_IMPORT));
  }

  /// Unmarks an object that is again as synchronization saw it, references included.
  public static SpaceObject unmark(SpaceObject object) {
    return object
        .with(object.images().withSynced(null))
        .with(object.state().without(SpaceState.PENDING_IMPORT));
  }

  /// Whether the object is as synchronization saw it last, but maybe for references.
  public static boolean isAsSynchronized(SpaceObject object) {
    Snapshot synced = object.images().synced();
    Image imported = object.images().imported();
    return synced != null
        && imported != null
        && synced.type() == object.identity().type()
        && synced.dn().text().equals(object.identity().dn().text())
        && synced.values().sameAs(imported);
  }

  private static @Nullable Snapshot snapshot(SpaceObject object) {
    Image imported = object.images().imported();
    return imported == null
        ? null
        : new Snapshot(object.identity().type(), object.identity().dn(), imported);
  }
}
