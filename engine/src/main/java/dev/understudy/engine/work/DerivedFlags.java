// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.space.PendingExport;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;

/// The flags that follow from the pictures of an object, so that what is pending can be found by an
/// index.
final class DerivedFlags {
  private DerivedFlags() {}

  static SpaceObject apply(SpaceObject object) {
    SpaceState state = object.state();
    boolean pending =
        state.is(SpaceState.PENDING_LINKS)
            || !(PendingExport.of(object) instanceof PendingExport.None);
    SpaceState derived = set(state, SpaceState.PRESENT, object.images().present());
    derived = set(derived, SpaceState.PENDING_EXPORT, pending);
    return derived.flags() == state.flags() ? object : object.with(derived);
  }

  private static SpaceState set(SpaceState state, int flag, boolean on) {
    return on ? state.with(flag) : state.without(flag);
  }
}
