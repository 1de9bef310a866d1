// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origin;
import dev.understudy.engine.program.TargetPlan;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.work.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The second half of a synchronization: references that were too many to look at together with
/// their object, and references whose other end came or went. Works on what is committed, piece by
/// piece; an object keeps its mark until all of its pieces are written.
final class ReferentialUpdates {
  private static final int OBJECTS_PER_PAGE = 200;
  private static final int ROUNDS_MAX = 10;

  private final SyncWork work;
  private final Workspace workspace;
  private final Store store;
  private final ReferenceRows rows;
  private final InboundReferences inbound;
  private final OutboundReferences outbound;
  private final OutboundSync outboundSync;
  private final Failures failures;

  ReferentialUpdates(SyncWork work, Failures failures) {
    this.work = work;
    this.workspace = work.workspace();
    this.store = work.context().store();
    this.rows = new ReferenceRows(work);
    this.inbound = new InboundReferences(work);
    this.outbound = new OutboundReferences(work);
    this.outboundSync = new OutboundSync(work, new Deprovisioning(work));
    this.failures = failures;
  }

  /// Looks at every marked object of every connector.
  void run() throws InterruptedException {
    long done = 0;
    for (int round = 0; round < ROUNDS_MAX; round++) {
      long before = done;
      for (int connector : work.program().connectors().keySet()) {
        done += run(connector, done);
      }
      if (done == before) {
        return;
      }
    }
  }

  private long run(int connector, long alreadyDone) throws InterruptedException {
    long after = 0;
    long done = 0;
    while (true) {
      List<SpaceObject> page =
          store.space().page(connector, after, SpaceState.TO_REFER, OBJECTS_PER_PAGE);
      for (SpaceObject stored : page) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        SpaceObject now = workspace.space(stored.id()).orElse(null);
        if (now == null || failures.contains(now.id())) {
          continue;
        }
        failures.attempt(now, () -> look(now));
        flushIfLarge();
        done++;
        work.context()
            .report()
            .progress()
            .at("completing-referential-updates", alreadyDone + done, 0);
      }
      flush();
      if (page.size() < OBJECTS_PER_PAGE) {
        return done;
      }
      after = page.getLast().id();
    }
  }

  private void flushIfLarge() {
    if (workspace.size() > work.context().limits().referencesPerPiece()) {
      flush();
    }
  }

  private void flush() {
    if (workspace.size() > 0) {
      List<Change> changes = new ArrayList<>(work.drain());
      changes.addAll(work.context().report().drainErrors());
      store.write(changes);
    }
    workspace.forgetPrevious();
  }

  private void look(SpaceObject object) {
    if (object.state().is(SpaceState.REFERENCES_ALL)) {
      all(object);
    }
    if (object.state().is(SpaceState.OUTBOUND_REFERENCES)) {
      outbound.recompute(object);
    }
    if (object.state().is(SpaceState.REFERENCES_CHANGED)) {
      changed(object);
    }
    if (object.state().is(SpaceState.REFERRERS)) {
      referrersInbound(object);
      referrersOutbound(object);
    }
    if (object.state().is(SpaceState.OUTBOUND)) {
      flush();
      workspace
          .metaverse(object.lineage().metaverse())
          .ifPresent(metaverse -> outboundSync.sync(metaverse, false));
    }
    int done = object.state().flags() & SpaceState.TO_REFER;
    workspace
        .space(object.id())
        .ifPresent(now -> workspace.put(now.with(now.state().without(done))));
  }

  private void all(SpaceObject object) {
    MetaverseObject metaverse = workspace.metaverse(object.lineage().metaverse()).orElse(null);
    if (metaverse == null) {
      return;
    }
    List<Contributor> contributors = new ArrayList<>();
    for (SpaceObject linked : workspace.joinedTo(metaverse.id())) {
      contributors.add(Contributor.of(work, linked));
    }
    inbound.recompute(metaverse, contributors);
    settle(object);
  }

  /// What every reference of an object was worked out from counts as synchronized.
  private void settle(SpaceObject object) {
    int piece = work.context().limits().referencesPerPiece();
    List<SpaceLink> rows;
    do {
      flushIfLarge();
      rows = store.space().linksWith(object.id(), SpaceLink.UNSYNCED, piece);
      for (SpaceLink row : rows) {
        SpaceLink now = workspace.now(row);
        if (now.is(SpaceLink.UNSYNCED)) {
          workspace.put(now.withFlags(now.flags() & ~SpaceLink.UNSYNCED));
        }
      }
      if (rows.size() == piece) {
        flush();
      }
    } while (rows.size() == piece);
  }

  private void changed(SpaceObject object) {
    while (true) {
      int piece = work.context().limits().referencesPerPiece();
      List<SpaceLink> changed = store.space().linksWith(object.id(), SpaceLink.UNSYNCED, piece);
      inbound.follow(object, changed);
      if (changed.size() < piece) {
        return;
      }
      flush();
    }
  }

  /// Owners in this connector space refer to an object that got a partner in the metaverse.
  private void referrersInbound(SpaceObject target) {
    long metaverse = target.lineage().metaverse();
    if (metaverse == 0) {
      return;
    }
    int piece = work.context().limits().referencesPerPiece();
    long after = 0;
    while (true) {
      List<SpaceLink> page = store.space().referrers(target.id(), after, piece);
      for (SpaceLink link : page) {
        if (link.is(SpaceLink.IMPORTED)) {
          workspace
              .space(link.owner())
              .filter(owner -> owner.lineage().isLinked())
              .ifPresent(owner -> resolve(owner, link.attribute(), metaverse));
        }
      }
      if (page.size() < piece) {
        return;
      }
      after = page.getLast().owner();
      flush();
    }
  }

  private void resolve(SpaceObject owner, int source, long target) {
    MetaverseObject metaverse = workspace.metaverse(owner.lineage().metaverse()).orElse(null);
    if (metaverse == null) {
      return;
    }
    for (TargetPlan plan : work.program().inboundPlans(metaverse.type())) {
      Origin origin = metaverse.origins().get(plan.attribute());
      boolean merges = plan.merge().merges();
      if (!plan.isReference() || origin == null || (!merges && origin.source() != owner.id())) {
        continue;
      }
      boolean direct = false;
      boolean computed = false;
      for (var flow : plan.flows()) {
        int rule = flow.rule().number();
        boolean won = merges ? owner.lineage().hasInbound(rule) : rule == origin.rule();
        direct |= won && flow.source() == source;
        computed |= won && flow.source() == 0;
      }
      if (direct) {
        MetaverseLink link = new MetaverseLink(metaverse.id(), plan.attribute(), target);
        rows.set(link, true, rows.fedBy(metaverse.id(), plan.attribute()));
      } else if (computed) {
        workspace.put(owner.with(owner.state().with(SpaceState.REFERENCES_ALL)));
      }
    }
  }

  /// Metaverse objects refer to one that got an object in this connector space.
  private void referrersOutbound(SpaceObject target) {
    long metaverse = target.lineage().metaverse();
    if (metaverse == 0 || target.images().intent() instanceof Intent.Gone) {
      return;
    }
    int piece = work.context().limits().referencesPerPiece();
    long after = 0;
    while (true) {
      List<MetaverseLink> page = store.metaverse().referrers(metaverse, after, piece);
      Map<Long, List<ReferenceRows.Fed>> known = new TreeMap<>();
      for (MetaverseLink link : page) {
        if (!workspace.isKept(link)) {
          continue;
        }
        List<ReferenceRows.Fed> fed =
            known.computeIfAbsent(
                link.owner() * 1_000_003L + link.attribute(),
                absent -> rows.fedBy(link.owner(), link.attribute()));
        for (ReferenceRows.Fed one : fed) {
          if (one.object().connector() == target.connector()) {
            rows.want(one.object().id(), one.attribute(), target.id(), true);
          }
        }
        rows.changed(link.owner(), link.attribute());
      }
      if (page.size() < piece) {
        return;
      }
      after = page.getLast().owner();
      flush();
    }
  }
}
