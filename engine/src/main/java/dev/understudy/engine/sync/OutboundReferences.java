// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.program.FlowException;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.work.Workspace;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// The references that an object of a connector shall have, as a whole.
final class OutboundReferences {
  private final SyncWork work;
  private final Workspace workspace;
  private final ReferenceRows rows;

  OutboundReferences(SyncWork work) {
    this.work = work;
    this.workspace = work.workspace();
    this.rows = new ReferenceRows(work);
  }

  /// After the flows of an object were worked out: writes what expressions made, and marks what
  /// referential updates must look at.
  ///
  /// @param isNew whether the object was just made, so that nothing refers to it
  /// @param born whether no metaverse reference to its metaverse object can exist yet
  void planned(
      SpaceObject before,
      SpaceObject after,
      List<Intents.Computed> computed,
      boolean isNew,
      boolean born) {
    for (Intents.Computed made : computed) {
      writeComputed(after, made);
    }
    int flags = 0;
    if (OutboundSync.feedsChanged(before, after) && !(isNew && born)) {
      flags |= SpaceState.OUTBOUND_REFERENCES;
    }
    boolean newlyLinked = isNew || before.state().is(SpaceState.REFERRERS);
    if (newlyLinked && !born && workspace.isReferredTo(after.lineage().metaverse())) {
      flags |= SpaceState.REFERRERS;
    }
    if (flags != 0) {
      SpaceObject now = workspace.space(after.id()).orElse(after);
      workspace.put(now.with(now.state().with(flags)));
    }
  }

  private void writeComputed(SpaceObject object, Intents.Computed made) {
    Set<Long> wanted = new HashSet<>();
    for (Value value : made.values()) {
      if (value instanceof Value.Reference(Dn dn)) {
        long target = target(object, dn);
        if (target != 0) {
          wanted.add(target);
        }
      }
    }
    replace(object, made.attribute(), wanted, Links.of(workspace, object.id(), made.attribute()));
  }

  private long target(SpaceObject object, Dn dn) {
    OptionalLong metaverse = MetaverseInputs.target(dn);
    if (metaverse.isPresent()) {
      return rows.partner(object.connector(), metaverse.getAsLong());
    }
    return workspace
        .byDn(object.connector(), dn)
        .map(SpaceObject::id)
        .orElseThrow(() ->
            new FlowException(
                "dn-attributes-failure", "a rule refers to %s, which is not known".formatted(dn)));
  }

  /// Works out anew every reference that metaverse attributes feed.
  void recompute(SpaceObject object) {
    Map<Integer, Set<Long>> wanted = new HashMap<>();
    Set<Integer> computed = new HashSet<>();
    if (object.images().intent() instanceof Intent.Exists exists) {
      int[] pairs = exists.references();
      Map<Integer, List<Integer>> fedBy = new HashMap<>();
      for (int i = 0; i < pairs.length; i += 2) {
        if (pairs[i + 1] == 0) {
          computed.add(pairs[i]);
        } else {
          fedBy.computeIfAbsent(Math.abs(pairs[i + 1]), absent -> new ArrayList<>()).add(pairs[i]);
          wanted.put(pairs[i], new HashSet<>());
        }
      }
      collect(object, fedBy, wanted);
    }
    Map<Integer, List<SpaceLink>> existing = new HashMap<>();
    for (SpaceLink link : Links.of(workspace, object.id(), 0)) {
      existing.computeIfAbsent(link.attribute(), absent -> new ArrayList<>()).add(link);
    }
    wanted.forEach((attribute, targets) ->
        replace(object, attribute, targets, existing.getOrDefault(attribute, List.of())));
    existing.forEach((attribute, links) -> {
      if (!wanted.containsKey(attribute) && !computed.contains(attribute)) {
        links.forEach(this::forget);
      }
    });
  }

  private void collect(
      SpaceObject object, Map<Integer, List<Integer>> fedBy, Map<Integer, Set<Long>> wanted) {
    List<MetaverseLink> links =
        Links.ofMetaverse(workspace, object.lineage().metaverse()).stream()
            .filter(link -> fedBy.containsKey(link.attribute()))
            .toList();
    long[] partners =
        workspace.partners(
            object.connector(), links.stream().mapToLong(MetaverseLink::target).toArray());
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] != 0) {
        for (int attribute : fedBy.getOrDefault(links.get(i).attribute(), List.of())) {
          wanted.computeIfAbsent(attribute, absent -> new HashSet<>()).add(partners[i]);
        }
      }
    }
  }

  private void replace(
      SpaceObject object, int attribute, Set<Long> wanted, List<SpaceLink> existing) {
    boolean exact =
        object.images().intent() instanceof Intent.Exists exists && exists.isExact(attribute);
    Set<Long> missing = new HashSet<>(wanted);
    boolean pending = false;
    for (SpaceLink before : existing) {
      missing.remove(before.target());
      SpaceLink after = ReferenceRows.decide(before, wanted.contains(before.target()), exact);
      pending |= after.is(SpaceLink.PENDING);
      if (before.is(SpaceLink.PENDING) && !after.is(SpaceLink.PENDING)) {
        work.released(object.id());
      }
      if (after.flags() != before.flags()) {
        workspace.put(after);
      }
    }
    for (long target : missing) {
      pending = true;
      workspace.put(
          new SpaceLink(object.id(), attribute, target, SpaceLink.DESIRED | SpaceLink.PENDING));
    }
    SpaceObject now = workspace.space(object.id()).orElse(object);
    if (pending && !now.state().is(SpaceState.PENDING_LINKS)) {
      workspace.put(now.with(now.state().with(SpaceState.PENDING_LINKS)));
    }
  }

  private void forget(SpaceLink link) {
    int flags = link.flags() & ~(SpaceLink.DESIRED | SpaceLink.PENDING);
    if (flags != link.flags()) {
      workspace.put(link.withFlags(flags));
      work.released(link.owner());
    }
  }
}
