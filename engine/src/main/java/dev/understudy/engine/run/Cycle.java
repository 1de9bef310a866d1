// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run;

import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.FullSource;
import dev.understudy.engine.store.Dictionary;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.StepRecord;
import dev.understudy.engine.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One round over all connectors: all imports, all synchronizations, all exports
/// (`spec/operations.md` §2.3). Imports and synchronizations begin with the sources, exports with
/// the targets.
///
/// A failure of one connector does not keep the others from being imported. But nothing is exported
/// to a directory that could not be read, and nothing at all when a synchronization broke off.
public final class Cycle {
  private final Runner runner;
  private final Store store;

  public Cycle(Runner runner, Store store) {
    this.runner = runner;
    this.store = store;
  }

  /// Runs the cycle.
  ///
  /// @return its runs in order
  /// @throws InterruptedException when it is being stopped; the run that was stopped is in the
  ///   history
  public List<RunRecord> run(CycleRequest request) throws InterruptedException {
    List<RunRecord> runs = new ArrayList<>();
    Set<String> unreadable = imports(request, runs);
    boolean broken = synchronizations(request, runs);
    if (request.export() && !broken) {
      exports(request, unreadable, runs);
    }
    return List.copyOf(runs);
  }

  private Set<String> imports(CycleRequest request, List<RunRecord> runs)
      throws InterruptedException {
    Set<String> unreadable = new HashSet<>();
    for (ManagedConnector connector : request.connectors()) {
      if (connector.connector() instanceof FullSource) {
        RunRecord run = read(connector, request, request.initial(), runs);
        if (RunResults.didNotRunToItsEnd(run.result())) {
          unreadable.add(connector.name());
        }
      }
    }
    return unreadable;
  }

  private boolean synchronizations(CycleRequest request, List<RunRecord> runs)
      throws InterruptedException {
    boolean broken = false;
    for (ManagedConnector connector : request.connectors()) {
      RunProfile profile =
          request.initial() ? RunProfile.FULL_SYNCHRONIZATION : RunProfile.DELTA_SYNCHRONIZATION;
      RunRecord run = run(connector, profile, request, runs);
      broken |= RunResults.didNotRunToItsEnd(run.result());
    }
    return broken;
  }

  private void exports(CycleRequest request, Set<String> unreadable, List<RunRecord> runs)
      throws InterruptedException {
    List<ManagedConnector> exported = new ArrayList<>();
    for (ManagedConnector connector : request.connectors().reversed()) {
      if (connector.isTarget() && !unreadable.contains(connector.name())) {
        run(connector, RunProfile.EXPORT, request, runs);
        exported.add(connector);
      }
    }
    if (request.confirm()) {
      for (ManagedConnector connector : exported) {
        if (connector.connector() instanceof FullSource) {
          read(connector, request, false, runs);
        }
      }
    }
  }

  /// What changed, or everything where nobody can tell what changed.
  private RunRecord read(
      ManagedConnector connector, CycleRequest request, boolean full, List<RunRecord> runs)
      throws InterruptedException {
    if (!full && canReadChanges(connector)) {
      RunRecord run = run(connector, RunProfile.DELTA_IMPORT, request, runs);
      if (!needsFullImport(run)) {
        return run;
      }
    }
    return run(connector, RunProfile.FULL_IMPORT, request, runs);
  }

  private boolean canReadChanges(ManagedConnector connector) {
    Dictionary names = store.dictionary();
    int number = names.number(connector.name());
    return connector.connector() instanceof ChangeSource
        && connector.scopes().stream()
            .map(scope -> names.number(scope.partition().name()))
            .allMatch(partition -> store.space().watermark(number, partition).isPresent());
  }

  private boolean needsFullImport(RunRecord run) {
    return store.runs().steps(run.id()).stream()
        .map(StepRecord::result)
        .anyMatch(RunResults.FULL_IMPORT_REQUIRED::equals);
  }

  private RunRecord run(
      ManagedConnector connector, RunProfile profile, CycleRequest request, List<RunRecord> runs)
      throws InterruptedException {
    RunRecord run = runner.run(new RunRequest(connector, profile, request.user()));
    runs.add(run);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return run;
  }
}
