// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.engine.space.PendingExport;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.IdList;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.store.SpaceReader;
import dev.understudy.value.Dn;
import java.util.List;
import java.util.Optional;

/// One export to one directory. Additions and changes are sent in passes, as long as a pass brings
/// something further: what needs a parent or the target of a reference waits for it. Deletions
/// follow, the deepest first.
final class ExportRun {
  private final ExportRequest request;
  private final StepReport report;
  private final SpaceReader space;
  private final int connector;
  private final int pageSize;
  private final ExportPlanner planner;
  private final DeltaBuilder deltas;
  private final Parents parents;
  private final Transmission transmission;
  private final ExportBatch batch;
  private boolean waiting;
  private boolean limitReached;

  ExportRun(StepContext context, ExportRequest request, ExportTarget target, Pause pause) {
    this.request = request;
    this.report = context.report();
    this.space = context.store().space();
    this.connector = context.store().dictionary().number(request.name());
    this.pageSize = context.limits().batchObjects();
    this.planner = new ExportPlanner(context.store());
    this.deltas = new DeltaBuilder(context.store().dictionary(), target.schema(), planner.names());
    this.parents = new Parents(space, connector);
    this.transmission = new Transmission(context, target, request.name(), pause);
    this.batch = new ExportBatch(Math.min(target.batchSizeMax(), pageSize));
  }

  StepEnd run() throws InterruptedException {
    Deletions deletions = new Deletions();
    long pending = deletions.collect();
    if (request.deletionsMax() > 0 && deletions.count() > request.deletionsMax()) {
      return new StepEnd(
          "stopped-deletion-limit",
          ("%d deletions are waiting for connector %s, at most %d are allowed; nothing was written."
                  + " If they are right, export with --deletes-max %1$d")
              .formatted(deletions.count(), request.name(), request.deletionsMax()));
    }
    try (transmission) {
      passes(pending);
      deletions.send();
    } catch (ConnectorException e) {
      String result =
          transmission.sent() > 0 ? e.code().resultWhenRunning() : e.code().resultWhenStarting();
      return new StepEnd(result, String.valueOf(e.getMessage()));
    }
    if (limitReached) {
      return new StepEnd("stopped-error-limit", "too many objects were refused");
    }
    return report.errorCount() > 0
        ? new StepEnd("completed-export-errors", report.errorCount() + " objects were refused")
        : StepEnd.SUCCESS;
  }

  private void passes(long pending) throws InterruptedException {
    boolean lastResort = false;
    while (!limitReached) {
      long before = transmission.progress();
      waiting = false;
      transmission.retryPostponed();
      pass(lastResort, pending);
      boolean progress = transmission.progress() > before;
      boolean unfinished = waiting || transmission.hasPostponed();
      if (!unfinished || (!progress && lastResort)) {
        break;
      }
      lastResort = !progress;
    }
    transmission.failPostponed();
  }

  /// @param lastResort whether to send what waits for something that did not come
  private void pass(boolean lastResort, long pending) throws InterruptedException {
    long after = 0;
    long done = 0;
    for (List<SpaceObject> page = page(after); !page.isEmpty(); page = page(after)) {
      after = page.getLast().id();
      for (SpaceObject object : page) {
        offer(object, lastResort);
      }
      flush();
      done += page.size();
      report.progress().at("export", done, pending);
      if (limitReached) {
        break;
      }
    }
    settle();
  }

  private List<SpaceObject> page(long after) {
    return space.page(connector, after, SpaceState.PENDING_EXPORT, pageSize);
  }

  private void offer(SpaceObject object, boolean lastResort) throws InterruptedException {
    if (transmission.hasFailed(object.id())) {
      return;
    }
    PlannedExport plan = plan(object);
    if (plan.change() instanceof PendingExport.Delete) {
      return;
    }
    if (batch.hasRenames() && !plan.links().isEmpty()) {
      // What it refers to may get another name at this moment.
      flush();
      plan = plan(object);
    }
    waiting |= plan.waiting() > 0 || plan.more();
    if (!lastResort && waits(plan)) {
      waiting = true;
      return;
    }
    if (!plan.isEmpty()) {
      Optional<ObjectDelta> delta = deltas.build(plan);
      if (delta.isPresent()) {
        send(new Sending(plan, delta.get()));
      }
    }
  }

  private PlannedExport plan(SpaceObject object) {
    PlannedExport plan = planner.plan(object);
    return transmission.isDone(object.id()) ? plan.linksOnly() : plan;
  }

  private boolean waits(PlannedExport plan) {
    return switch (plan.change()) {
      case PendingExport.Add add -> plan.waiting() > 0 || parents.awaits(add.dn());
      case PendingExport.Update(Dn newDn, var _) -> newDn != null && parents.awaits(newDn);
      case PendingExport.None _, PendingExport.Delete _ -> false;
    };
  }

  /// A renamed container goes alone: what is below it has another name afterwards. Any other
  /// renamed object goes after those who refer to it by its old name.
  private void send(Sending sending) throws InterruptedException {
    boolean alone = sending.renames() && !space.children(sending.id(), 0, 1).isEmpty();
    if (alone || (sending.renames() && batch.hasLinks()) || !batch.takes(sending)) {
      flush();
    }
    batch.add(sending);
    if (alone) {
      flush();
      planner.names().forget();
    }
  }

  /// Sends what was collected. The next batch is planned meanwhile, unless names change.
  private void flush() throws InterruptedException {
    boolean renames = batch.hasRenames();
    List<Sending> sendings = batch.take();
    if (sendings.isEmpty() || limitReached) {
      return;
    }
    transmission.send(sendings);
    look();
    if (renames) {
      settle();
    }
  }

  /// Waits until everything that was sent is answered.
  private void settle() throws InterruptedException {
    transmission.await();
    look();
  }

  private void look() {
    waiting |= transmission.hasConverted();
    limitReached = report.errorLimitReached();
  }

  /// The deletions, by depth: identifiers only, so that any number fits.
  private final class Deletions {
    private final DepthLists ids = new DepthLists();

    long count() {
      return ids.count();
    }

    /// Finds them, and returns how many objects are pending at all.
    long collect() {
      long pending = 0;
      long after = 0;
      for (List<SpaceObject> page = page(after); !page.isEmpty(); page = page(after)) {
        after = page.getLast().id();
        pending += page.size();
        for (SpaceObject object : page) {
          if (PendingExport.of(object) instanceof PendingExport.Delete) {
            ids.add(object.identity().dn().depth(), object.id());
          }
        }
      }
      return pending;
    }

    void send() throws InterruptedException {
      long done = 0;
      for (IdList level : ids.deepestFirst()) {
        for (int from = 0; from < level.size() && !limitReached; from += pageSize) {
          List<Long> some = level.some(from, pageSize);
          for (SpaceObject object : space.objects(some)) {
            offerDeletion(object);
          }
          flush();
          done += some.size();
          report.progress().at("export-deletions", done, ids.count());
        }
      }
      settle();
    }

    private void offerDeletion(SpaceObject object) throws InterruptedException {
      PlannedExport plan = planner.plan(object);
      if (plan.change() instanceof PendingExport.Delete && !transmission.hasFailed(object.id())) {
        Optional<ObjectDelta> delta = deltas.build(plan);
        if (delta.isPresent()) {
          ExportRun.this.send(new Sending(plan, delta.get()));
        }
      }
    }
  }
}
