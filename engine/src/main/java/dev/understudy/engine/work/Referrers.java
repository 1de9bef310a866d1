// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Store;
import java.util.List;
import java.util.function.Predicate;

/// Who refers to an object: what is committed, page by page, and what was decided since. A value
/// made a moment ago by the same batch counts as much as one that was there for years.
final class Referrers {
  private static final int PAGE = 5_000;

  private final Store store;
  private final Layers layers;

  Referrers(Store store, Layers layers) {
    this.store = store;
    this.layers = layers;
  }

  /// Whether any reference value to the object of a connector space, as it is now, is accepted. The
  /// question may decide on the values that it sees.
  boolean any(long target, Predicate<SpaceLink> accepts) {
    for (SpaceLink link : layers.referrers(target)) {
      if (!link.isEmpty() && accepts.test(link)) {
        return true;
      }
    }
    long after = 0;
    while (true) {
      List<SpaceLink> page = store.space().referrers(target, after, PAGE);
      for (SpaceLink link : page) {
        boolean decided = layers.link(link.owner(), link.attribute(), target) != null;
        if (!decided && accepts.test(link)) {
          return true;
        }
      }
      if (page.size() < PAGE) {
        return false;
      }
      after = page.getLast().owner();
    }
  }

  /// The same for references to a metaverse object.
  boolean anyInMetaverse(long target, Predicate<MetaverseLink> accepts) {
    for (MetaverseLink link : layers.metaverseReferrers(target)) {
      if (accepts.test(link)) {
        return true;
      }
    }
    long after = 0;
    while (true) {
      List<MetaverseLink> page = store.metaverse().referrers(target, after, PAGE);
      for (MetaverseLink link : page) {
        if (layers.metaverseLink(link) == null && accepts.test(link)) {
          return true;
        }
      }
      if (page.size() < PAGE) {
        return false;
      }
      after = page.getLast().owner();
    }
  }

  /// Whether an object of a connector space is the parent of another.
  boolean hasChildren(long parent) {
    if (layers.hasChild(parent)) {
      return true;
    }
    long after = 0;
    while (true) {
      List<SpaceObject> page = store.space().children(parent, after, PAGE);
      for (SpaceObject child : page) {
        if (layers.space(child.id()) == null) {
          return true;
        }
      }
      if (page.size() < PAGE) {
        return false;
      }
      after = page.getLast().id();
    }
  }
}
