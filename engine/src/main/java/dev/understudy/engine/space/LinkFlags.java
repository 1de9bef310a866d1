// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

/// How the flags of a [SpaceLink] follow from what happens to the value.
public final class LinkFlags {
  private LinkFlags() {}

  /// The flags after a directory reported the owner with or without the value. What was sent is
  /// settled by that, one way or the other; [SpaceLink#PENDING] is as it was.
  ///
  /// @param there whether the value was reported
  /// @param owner the owner as it was before the report
  public static int reported(int flags, boolean there, SpaceObject owner) {
    int next = flags & ~(SpaceLink.SENT_ADD | SpaceLink.SENT_REMOVE);
    boolean before = (flags & SpaceLink.IMPORTED) != 0;
    if (before != there) {
      next ^= SpaceLink.IMPORTED;
      next ^= wasSynchronized(owner) ? SpaceLink.UNSYNCED : 0;
    }
    return next;
  }

  /// Whether synchronization has seen the owner as a directory reported it; until then all of its
  /// values are new and none is marked.
  private static boolean wasSynchronized(SpaceObject owner) {
    return owner.images().synced() != null
        || (owner.images().imported() != null && !owner.state().is(SpaceState.PENDING_IMPORT));
  }

  /// Whether something was sent that a report does not show.
  public static boolean contradicted(int flags, boolean there) {
    return (flags & (there ? SpaceLink.SENT_REMOVE : SpaceLink.SENT_ADD)) != 0;
  }

  /// The flags with [SpaceLink#PENDING] as it must be: a value of an attribute that is exact is
  /// there when it is desired, and only then; a value that was merged is there when it is desired.
  /// One that is merged no longer was marked for removal when that was decided, and stays so until
  /// it is gone.
  public static int pending(int flags, int attribute, Intent intent) {
    boolean present = SpaceLink.present(flags);
    boolean desired = (flags & SpaceLink.DESIRED) != 0;
    boolean was = (flags & SpaceLink.PENDING) != 0;
    boolean pending =
        switch (intent) {
          case Intent.Exists exists ->
              exists.isExact(attribute) ? present != desired : desired ? !present : was && present;
          case Intent.Gone _, Intent.Unmanaged _ -> false;
        };
    return pending ? flags | SpaceLink.PENDING : flags & ~SpaceLink.PENDING;
  }
}
