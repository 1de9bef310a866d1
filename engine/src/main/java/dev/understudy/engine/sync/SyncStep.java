// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.Committer;
import dev.understudy.engine.step.IdList;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.SpaceReader;
import dev.understudy.engine.work.Workspace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A synchronization run step (`spec/engine.md` §1.9): delta, the objects with a pending import and
/// those that failed or wait; full, every object of the connector.
public final class SyncStep {
  /// Objects with more references than this are synchronized after all others, when their targets
  /// have found their partners.
  private static final int MANY_REFERENCES = 8;

  private static final int RETRY_ROUNDS_MAX = 10;

  private final StepContext context;
  private final SyncWork work;
  private final Workspace workspace;
  private final ObjectSync objects;
  private final Failures failures;
  private final StepReport report;
  private long done;

  /// Whether nothing was linked before this step: then nothing can refer to an object from before.
  private boolean firstEver;

  public SyncStep(StepContext context) {
    this.context = context;
    this.work = new SyncWork(context);
    this.workspace = work.workspace();
    this.objects = new ObjectSync(work);
    this.failures = new Failures(work);
    this.report = context.report();
  }

  /// Synchronizes the objects of a connector.
  ///
  /// @param connector number of its name
  /// @param full whether everything is worked out anew
  public StepEnd run(int connector, boolean full) throws InterruptedException {
    SpaceReader space = context.store().space();
    firstEver = context.store().metaverse().page(0, 1).isEmpty();
    long total = space.count(connector, full ? 0 : SpaceState.TO_SYNCHRONIZE);
    try (Committer committer = new Committer(context.store())) {
      IdList deferred = new IdList();
      pass(committer, connector, new Pass(full, total, deferred));
      deferredPass(committer, deferred, new Pass(full, total, null));
      for (int round = 0; round < RETRY_ROUNDS_MAX; round++) {
        committer.await();
        if (report.errorLimitReached() || space.count(connector, SpaceState.RETRY) == 0) {
          break;
        }
        pass(committer, connector, new Pass(false, 0, null));
      }
      committer.await();
      workspace.forgetPrevious();
      new ReferentialUpdates(work, failures).run();
      if (report.errorLimitReached()) {
        return new StepEnd(
            "stopped-error-limit", "%d objects failed".formatted(report.errorCount()));
      }
    }
    return report.errorCount() == 0
        ? StepEnd.SUCCESS
        : new StepEnd("completed-sync-errors", "%d objects failed".formatted(report.errorCount()));
  }

  /// One way through the objects.
  ///
  /// @param full all objects, not only those with something to do
  /// @param total how many there are, for people who watch
  /// @param deferred where objects with many references are left for later; null when they are not
  private record Pass(boolean full, long total, @Nullable IdList deferred) {}

  private void pass(Committer committer, int connector, Pass pass) throws InterruptedException {
    int size = context.limits().batchObjects();
    int anyFlag = pass.full() ? 0 : SpaceState.TO_SYNCHRONIZE;
    long after = 0;
    while (!report.errorLimitReached()) {
      List<SpaceObject> page = context.store().space().page(connector, after, anyFlag, size);
      if (page.isEmpty()) {
        break;
      }
      after = page.getLast().id();
      batch(workspace.admit(page), pass);
      commit(committer);
    }
  }

  /// The objects that were left for later. They are read again, once for all of them together: by
  /// then their targets have found their partners.
  private void deferredPass(Committer committer, IdList ids, Pass pass)
      throws InterruptedException {
    int size = context.limits().batchObjects();
    for (int from = 0; from < ids.size() && !report.errorLimitReached(); from += size) {
      List<SpaceObject> some =
          new ArrayList<>(context.store().space().objects(ids.some(from, size)));
      some.sort(Comparator.comparingLong(SpaceObject::id));
      batch(workspace.admit(some), pass);
      commit(committer);
    }
  }

  private void commit(Committer committer) throws InterruptedException {
    if (workspace.size() > 0 || report.hasErrors()) {
      List<Change> changes = new ArrayList<>(work.drain());
      changes.addAll(report.drainErrors());
      committer.write(changes);
    } else {
      workspace.forgetRead();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void batch(List<SpaceObject> objectsOfPage, Pass pass) {
    List<SpaceObject> mine = new ArrayList<>(objectsOfPage.size());
    List<Long> linked = new ArrayList<>();
    List<Long> unlinked = new ArrayList<>();
    for (SpaceObject object : objectsOfPage) {
      boolean toDo = pass.full() || object.state().is(SpaceState.TO_SYNCHRONIZE);
      if (!toDo || object.isPlaceholder() || failures.contains(object.id())) {
        continue;
      }
      if (pass.deferred() != null && references(object) > MANY_REFERENCES) {
        pass.deferred().add(object.id());
        continue;
      }
      mine.add(object);
      if (object.lineage().isLinked()) {
        linked.add(object.lineage().metaverse());
      } else {
        unlinked.add(object.id());
      }
    }
    workspace.prefetch(linked);
    Set<Long> referredTo =
        firstEver ? Set.of() : context.store().space().withSettledReferrers(unlinked);
    for (SpaceObject object : mine) {
      SpaceObject now = workspace.space(object.id()).orElse(null);
      if (now != null) {
        // What failed or waits may have to be worked out anew although nothing was imported.
        boolean full = pass.full() || now.state().is(SpaceState.RETRY | SpaceState.SYNC_ERROR);
        ObjectSync.Mode mode = new ObjectSync.Mode(full, referredTo.contains(now.id()));
        failures.attempt(now, () -> objects.sync(now, mode));
      }
      report.progress().at("synchronize", ++done, pass.total());
    }
  }

  private static int references(SpaceObject object) {
    int count = 0;
    for (int one : object.images().counts().counts()) {
      count += one;
    }
    return count;
  }
}
