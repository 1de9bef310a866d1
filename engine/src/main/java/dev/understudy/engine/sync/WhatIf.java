// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Store;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compares what two stores want of every directory, and what their metaverses hold: the one that
/// is, and a copy on which other rules, or the same again, were run. Reads page by page.
public final class WhatIf {
  private static final int PAGE = 1_000;

  private final Store now;
  private final Store then;

  /// @param now the store as it is
  /// @param then a copy of it, synchronized with the rules to try
  public WhatIf(Store now, Store then) {
    this.now = now;
    this.then = then;
  }

  /// What would be different for one object.
  ///
  /// @param space whether it is a connector-space object; else a metaverse object
  /// @param before the connector-space object as it is wanted now; null when it is not there
  /// @param after the same under the other rules
  /// @param metaverse identifier of the metaverse object that is meant or linked; 0 for none
  /// @param attributes what would differ
  public record Difference(
      boolean space,
      @Nullable SpaceObject before,
      @Nullable SpaceObject after,
      long metaverse,
      List<AttributeDifference> attributes) {}

  /// What would be different for one attribute. References are identifiers of their targets.
  ///
  /// @param attribute its number
  /// @param before its values now
  /// @param after its values under the other rules
  public record AttributeDifference(int attribute, List<Value> before, List<Value> after) {}

  /// Hands on every difference in what the directory of a connector shall hold.
  ///
  /// @param connector number of its name
  public void space(int connector, Consumer<Difference> sink) {
    new Pages<SpaceObject>(
            after -> now.space().page(connector, after, 0, PAGE),
            after -> then.space().page(connector, after, 0, PAGE),
            SpaceObject::id)
        .forEach((before, after) -> compare(before, after, sink));
  }

  /// Hands on every difference in the values of the metaverse.
  public void metaverse(Consumer<Difference> sink) {
    new Pages<MetaverseObject>(
            after -> now.metaverse().page(after, PAGE),
            after -> then.metaverse().page(after, PAGE),
            MetaverseObject::id)
        .forEach((before, after) -> {
          Image old = before == null ? Image.EMPTY : before.values();
          Image other = after == null ? Image.EMPTY : after.values();
          List<AttributeDifference> differences = differences(old, other);
          if (!differences.isEmpty()) {
            long id = before != null ? before.id() : after == null ? 0 : after.id();
            sink.accept(new Difference(false, null, null, id, differences));
          }
        });
  }

  private void compare(
      @Nullable SpaceObject before, @Nullable SpaceObject after, Consumer<Difference> sink) {
    List<AttributeDifference> differences =
        new ArrayList<>(differences(wanted(before), wanted(after)));
    if (before != null && after != null) {
      differences.addAll(references(before.id()));
    }
    boolean exists = exists(before) != exists(after);
    if (exists || !differences.isEmpty()) {
      SpaceObject known = after != null ? after : before;
      long metaverse = known == null ? 0 : known.lineage().metaverse();
      sink.accept(new Difference(true, before, after, metaverse, List.copyOf(differences)));
    }
  }

  private static boolean exists(@Nullable SpaceObject object) {
    return object != null && object.images().intent() instanceof Intent.Exists;
  }

  private static Image wanted(@Nullable SpaceObject object) {
    return object != null && object.images().intent() instanceof Intent.Exists exists
        ? exists.exact().overlaid(exists.included())
        : Image.EMPTY;
  }

  private static List<AttributeDifference> differences(Image before, Image after) {
    Set<Integer> attributes = new TreeSet<>();
    for (int i = 0; i < before.size(); i++) {
      attributes.add(before.attribute(i));
    }
    for (int i = 0; i < after.size(); i++) {
      attributes.add(after.attribute(i));
    }
    List<AttributeDifference> differences = new ArrayList<>();
    for (int attribute : attributes) {
      if (!Image.sameValues(before.get(attribute), after.get(attribute))) {
        differences.add(
            new AttributeDifference(attribute, before.get(attribute), after.get(attribute)));
      }
    }
    return differences;
  }

  private List<AttributeDifference> references(long owner) {
    Set<SpaceLink> before = desired(now, owner);
    Set<SpaceLink> after = desired(then, owner);
    if (before.equals(after)) {
      return List.of();
    }
    Set<Integer> attributes = new TreeSet<>();
    before.forEach(link -> attributes.add(link.attribute()));
    after.forEach(link -> attributes.add(link.attribute()));
    List<AttributeDifference> differences = new ArrayList<>();
    for (int attribute : attributes) {
      List<Value> gone = only(before, after, attribute);
      List<Value> come = only(after, before, attribute);
      if (!gone.isEmpty() || !come.isEmpty()) {
        differences.add(new AttributeDifference(attribute, gone, come));
      }
    }
    return differences;
  }

  private static List<Value> only(Set<SpaceLink> these, Set<SpaceLink> those, int attribute) {
    return these.stream()
        .filter(link -> link.attribute() == attribute && !those.contains(link))
        .map(link -> Value.of(link.target()))
        .toList();
  }

  private static Set<SpaceLink> desired(Store store, long owner) {
    Set<SpaceLink> desired = new HashSet<>();
    SpaceLink last = null;
    List<SpaceLink> page;
    do {
      page = store.space().links(owner, 0, last, PAGE);
      for (SpaceLink link : page) {
        if (link.is(SpaceLink.DESIRED)) {
          desired.add(link.withFlags(0));
        }
        last = link;
      }
    } while (page.size() == PAGE);
    return desired;
  }
}
