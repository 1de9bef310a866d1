// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.engine.space.LinkCounts;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import java.util.ArrayList;
import java.util.List;

/// What a report did to the references of one object.
final class LinkTally {
  /// Values of an object that are named in an error; a group may have 250,000.
  private static final int NAMED_MAX = 10;

  private final SpaceObject owner;
  private final List<SpaceLink> contradicted = new ArrayList<>();
  private LinkCounts counts;
  private boolean changed;
  private boolean unsynced;
  private boolean pending;
  private boolean lostPending;
  private long contradictions;

  LinkTally(SpaceObject owner) {
    this.owner = owner;
    this.counts = owner.images().counts();
  }

  /// The object before the report.
  SpaceObject owner() {
    return owner;
  }

  void change(SpaceLink before, SpaceLink after) {
    changed |= before.is(SpaceLink.IMPORTED) != after.is(SpaceLink.IMPORTED);
    unsynced |= after.is(SpaceLink.UNSYNCED);
    pending |= after.is(SpaceLink.PENDING);
    lostPending |= before.is(SpaceLink.PENDING) && !after.is(SpaceLink.PENDING);
  }

  /// What was sent of the value is not what was reported.
  void contradict(SpaceLink sent) {
    contradictions++;
    if (contradicted.size() < NAMED_MAX) {
      contradicted.add(sent);
    }
  }

  void counts(LinkCounts newCounts) {
    counts = newCounts;
  }

  /// How many values the object has now.
  LinkCounts counts() {
    return counts;
  }

  /// Whether values came or went.
  boolean changed() {
    return changed;
  }

  /// Whether a value came or went that synchronization has not seen.
  boolean hasUnsynced() {
    return unsynced;
  }

  /// Whether a value must be exported that was written here.
  boolean hasPending() {
    return pending;
  }

  boolean lostPending() {
    return lostPending;
  }

  /// Some of the values that were sent and not confirmed.
  List<SpaceLink> contradicted() {
    return contradicted;
  }

  /// How many there are.
  long contradictions() {
    return contradictions;
  }
}
