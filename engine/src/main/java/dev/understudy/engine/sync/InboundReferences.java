// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origin;
import dev.understudy.engine.program.TargetPlan;
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
import java.util.Set;

/// References from connector spaces into the metaverse: row by row where that is enough, all of an
/// object where the contributor changed.
final class InboundReferences {
  private final SyncWork work;
  private final Workspace workspace;
  private final ReferenceRows rows;

  InboundReferences(SyncWork work) {
    this.work = work;
    this.workspace = work.workspace();
    this.rows = new ReferenceRows(work);
  }

  /// After a metaverse object was resolved: adds the references of one that was just made, follows
  /// single changed rows, and leaves everything larger to referential updates.
  ///
  /// @return whether changed rows of the trigger flow
  boolean resolved(
      SpaceObject trigger, MetaverseObject before, Resolution resolution, boolean born) {
    int inlineMax = work.context().limits().inlineReferences();
    for (Resolution.ReferenceFlow flow : resolution.references()) {
      Origin old = before.origins().get(flow.attribute());
      Origin now = resolution.origins().get(flow.attribute());
      if (born && flow.isSingleDirect() && count(flow) <= inlineMax) {
        addAll(before.id(), flow);
      } else if (old == null || now == null || !sameSource(old, now) || !flow.isSingleDirect()) {
        flag(flow.sources().getFirst().object(), SpaceState.REFERENCES_ALL);
      }
    }
    for (int attribute : before.origins().attributes()) {
      if (resolution.origins().get(attribute) == null && isReference(before, attribute)) {
        flag(trigger.id(), SpaceState.REFERENCES_ALL);
      }
    }
    return !born && followChangedRows(trigger, inlineMax);
  }

  private static boolean isReference(MetaverseObject object, int attribute) {
    return !object.values().has(attribute);
  }

  private static boolean sameSource(Origin old, Origin now) {
    return old.rule() == now.rule() && old.source() == now.source();
  }

  private int count(Resolution.ReferenceFlow flow) {
    Resolution.Source source = flow.sources().getFirst();
    return workspace
        .space(source.object())
        .map(object -> object.images().counts().get(source.direct()))
        .orElse(0);
  }

  private void flag(long id, int flag) {
    workspace.space(id).ifPresent(object -> workspace.put(object.with(object.state().with(flag))));
  }

  private void addAll(long metaverse, Resolution.ReferenceFlow flow) {
    Resolution.Source source = flow.sources().getFirst();
    List<SpaceLink> links = Links.of(workspace, source.object(), source.direct());
    long[] targets = metaverseOf(links);
    List<ReferenceRows.Fed> fed = rows.fedBy(metaverse, flow.attribute());
    for (int i = 0; i < targets.length; i++) {
      SpaceLink link = links.get(i);
      if (link.is(SpaceLink.UNSYNCED)) {
        workspace.put(link.withFlags(link.flags() & ~SpaceLink.UNSYNCED));
      }
      if (!link.is(SpaceLink.IMPORTED)) {
        targets[i] = 0;
      } else if (targets[i] == 0) {
        work.unresolved().add(link.target());
      }
    }
    rows.setAll(metaverse, flow.attribute(), targets, true, fed);
  }

  private long[] metaverseOf(List<SpaceLink> links) {
    long[] ids = links.stream().mapToLong(SpaceLink::target).toArray();
    return workspace.metaverseOf(ids);
  }

  private boolean followChangedRows(SpaceObject trigger, int inlineMax) {
    if (trigger.state().is(SpaceState.REFERENCES_ALL) || trigger.images().imported() == null) {
      return false;
    }
    List<SpaceLink> changed =
        workspace.store().space().linksWith(trigger.id(), SpaceLink.UNSYNCED, inlineMax + 1);
    if (changed.size() > inlineMax) {
      flag(trigger.id(), SpaceState.REFERENCES_CHANGED);
      return true;
    }
    return follow(trigger, changed);
  }

  /// Follows changed rows of an object into the metaverse; the rows count as synchronized then.
  ///
  /// @return whether any of them feeds the metaverse
  boolean follow(SpaceObject owner, List<SpaceLink> changed) {
    if (changed.isEmpty()) {
      return false;
    }
    boolean flows = false;
    MetaverseObject metaverse = workspace.metaverse(owner.lineage().metaverse()).orElse(null);
    long[] targets = metaverseOf(changed);
    Map<Integer, List<Integer>> feeds = new HashMap<>();
    Map<Integer, List<ReferenceRows.Fed>> fed = new HashMap<>();
    Set<Integer> merged = new HashSet<>(2);
    for (int i = 0; i < targets.length; i++) {
      SpaceLink link = workspace.now(changed.get(i));
      workspace.put(link.withFlags(link.flags() & ~SpaceLink.UNSYNCED));
      if (metaverse == null) {
        continue;
      }
      boolean present = link.is(SpaceLink.IMPORTED);
      if (targets[i] == 0) {
        if (present) {
          work.unresolved().add(link.target());
        }
        continue;
      }
      for (int attribute :
          feeds.computeIfAbsent(link.attribute(), source -> fedFrom(metaverse, owner, source))) {
        flows = true;
        rows.set(
            new MetaverseLink(metaverse.id(), attribute, targets[i]),
            present,
            fed.computeIfAbsent(attribute, key -> rows.fedBy(metaverse.id(), key)));
      }
      merged.add(link.attribute());
    }
    if (metaverse != null && merged.stream().anyMatch(one -> isMerged(metaverse, owner, one))) {
      flag(owner.id(), SpaceState.REFERENCES_ALL);
      return true;
    }
    return flows;
  }

  /// Whether an attribute of this object is one of several that are merged: a value that went may
  /// still be there because of another.
  private boolean isMerged(MetaverseObject metaverse, SpaceObject owner, int source) {
    List<SpaceObject> linked = workspace.joinedTo(metaverse.id());
    if (linked.size() < 2) {
      return false;
    }
    for (TargetPlan plan : work.program().inboundPlans(metaverse.type())) {
      boolean mine =
          plan.isReference()
              && plan.merge().merges()
              && plan.flows().stream()
                  .anyMatch(flow ->
                      flow.source() == source && owner.lineage().hasInbound(flow.rule().number()));
      if (mine && linked.stream().anyMatch(other -> contributes(other, plan, owner))) {
        return true;
      }
    }
    return false;
  }

  private static boolean contributes(SpaceObject object, TargetPlan plan, SpaceObject beside) {
    return object.id() != beside.id()
        && plan.flows().stream()
            .anyMatch(flow -> object.lineage().hasInbound(flow.rule().number()));
  }

  /// The metaverse attributes that an attribute of this object feeds row by row, because its flow
  /// won.
  private List<Integer> fedFrom(MetaverseObject metaverse, SpaceObject owner, int source) {
    List<Integer> attributes = new ArrayList<>();
    for (var plan : work.program().inboundPlans(metaverse.type())) {
      Origin origin = metaverse.origins().get(plan.attribute());
      if (plan.isReference() && origin != null && origin.source() == owner.id()) {
        boolean direct =
            plan.flows().stream()
                .anyMatch(flow ->
                    flow.rule().number() == origin.rule()
                        && flow.source() == source
                        && !flow.text().applyOnce());
        if (direct) {
          attributes.add(plan.attribute());
        }
      }
    }
    return attributes;
  }

  /// Works out anew all references of a metaverse object.
  void recompute(MetaverseObject object, List<Contributor> contributors) {
    Resolution resolution = Resolver.resolve(work, object, contributors);
    Map<Integer, Set<Long>> wanted = new HashMap<>();
    for (Resolution.ReferenceFlow flow : resolution.references()) {
      Set<Long> targets = new HashSet<>();
      flow.sources().forEach(source -> collect(source, targets));
      wanted.put(flow.attribute(), targets);
    }
    Map<Integer, List<ReferenceRows.Fed>> fed = new HashMap<>();
    for (MetaverseLink link : Links.ofMetaverse(workspace, object.id())) {
      if (resolution.kept().contains(link.attribute())) {
        continue;
      }
      Set<Long> targets = wanted.get(link.attribute());
      if (targets == null || !targets.remove(link.target())) {
        rows.set(link, false, fedBy(fed, link));
      }
    }
    wanted.forEach((attribute, targets) -> {
      for (long target : targets) {
        MetaverseLink link = new MetaverseLink(object.id(), attribute, target);
        rows.set(link, true, fedBy(fed, link));
      }
    });
  }

  private List<ReferenceRows.Fed> fedBy(
      Map<Integer, List<ReferenceRows.Fed>> known, MetaverseLink link) {
    return known.computeIfAbsent(
        link.attribute(), attribute -> rows.fedBy(link.owner(), attribute));
  }

  private void collect(Resolution.Source source, Set<Long> targets) {
    if (source.direct() != 0) {
      List<SpaceLink> links = Links.of(workspace, source.object(), source.direct());
      long[] partners = metaverseOf(links);
      for (int i = 0; i < partners.length; i++) {
        SpaceLink link = links.get(i);
        if (link.is(SpaceLink.UNSYNCED)) {
          workspace.put(link.withFlags(link.flags() & ~SpaceLink.UNSYNCED));
        }
        if (link.is(SpaceLink.IMPORTED) && partners[i] != 0) {
          targets.add(partners[i]);
        }
      }
      return;
    }
    SpaceObject owner = workspace.space(source.object()).orElse(null);
    if (owner == null) {
      return;
    }
    for (Value value : source.computed()) {
      if (value instanceof Value.Reference(Dn dn)) {
        workspace
            .byDn(owner.connector(), dn)
            .map(target -> target.lineage().metaverse())
            .filter(id -> id != 0)
            .ifPresent(targets::add);
      }
    }
  }
}
