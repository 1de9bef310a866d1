// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ReadScope;
import dev.understudy.engine.run.exports.ExportRequest;
import dev.understudy.engine.run.exports.ExportStep;
import dev.understudy.engine.run.imports.ImportRequest;
import dev.understudy.engine.run.imports.ImportStep;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.store.RunRecord;
import dev.understudy.engine.store.StepRecord;
import dev.understudy.engine.store.StoreException;
import dev.understudy.engine.sync.SyncStep;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Runs run profiles, one at a time, and writes their history (`spec/operations.md` §2). Every
/// failure of a step becomes its result here, and nowhere else.
public final class Runner {
  private static final Logger LOG = System.getLogger(Runner.class.getName());

  private final RunSettings settings;
  private final RunHistory history;
  private final ReentrantLock running = new ReentrantLock();

  /// Closes the runs that a process before this one left in progress.
  public Runner(RunSettings settings) {
    this.settings = settings;
    this.history = new RunHistory(settings.store(), settings.environment().clock());
    int abandoned = AbandonedRuns.close(settings.store(), settings.environment().clock());
    if (abandoned > 0) {
      LOG.log(Level.WARNING, "{0} runs were in progress when the server ended", abandoned);
    }
  }

  /// One step of a run.
  @FunctionalInterface
  private interface Step {
    StepEnd run(StepContext context) throws InterruptedException;
  }

  /// @param partition the partition's name in the history
  private record PlannedStep(String partition, Step step) {}

  /// Runs a profile; waits while another one runs.
  ///
  /// When the thread is interrupted, the step that runs stops where that does no harm, the run ends
  /// with `stopped-user-termination-from-wmi-or-ui`, and the thread is interrupted again.
  ///
  /// @return the run as it stands in the history
  /// @throws StoreException when the history cannot be written
  public RunRecord run(RunRequest request) throws InterruptedException {
    running.lockInterruptibly();
    try {
      return runAlone(request);
    } finally {
      running.unlock();
    }
  }

  private RunRecord runAlone(RunRequest request) {
    RunRecord run = history.begin(request);
    List<String> results = new ArrayList<>();
    boolean interrupted = false;
    for (PlannedStep planned : steps(request)) {
      StepRecord record =
          history.begin(run, results.size() + 1, request.profile().stepType(), planned.partition());
      StepReport report =
          new StepReport(record.id(), settings.limits().errorsMax(), settings.progress());
      StepEnd end = end(planned.step(), report, request);
      // A thread that is interrupted cannot write to a database.
      interrupted |= Thread.interrupted() || end.result().equals(RunResults.INTERRUPTED);
      history.end(record, end, report);
      results.add(end.result());
      if (interrupted || end.result().equals(RunResults.DISCOVERY_ERRORS)) {
        break;
      }
    }
    RunRecord ended = history.end(run, RunResults.worst(results));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended;
  }

  private StepEnd end(Step step, StepReport report, RunRequest request) {
    StepContext context =
        new StepContext(
            settings.store(),
            settings.program(),
            settings.environment(),
            settings.limits(),
            report);
    try {
      return step.run(context);
    } catch (InterruptedException e) {
      return new StepEnd(RunResults.INTERRUPTED, "the run was stopped");
    } catch (ConnectorException e) {
      // Before anything was read or written; later the step itself knows better.
      return new StepEnd(e.code().resultWhenStarting(), String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      return new StepEnd(RunResults.of(e), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "%s of connector %s failed, which is a mistake of this program"
              .formatted(request.profile().title(), request.connector().name()),
          e);
      return new StepEnd("stopped-server", "this is a mistake of this program; see the log: " + e);
    }
  }

  private List<PlannedStep> steps(RunRequest request) {
    ManagedConnector connector = request.connector();
    return switch (request.profile()) {
      case FULL_IMPORT ->
          imports(
              connector,
              request.allowEmpty() ? ImportRequest.Mode.FULL_ALLOW_EMPTY : ImportRequest.Mode.FULL);
      case DELTA_IMPORT -> imports(connector, ImportRequest.Mode.DELTA);
      case FULL_SYNCHRONIZATION -> List.of(synchronization(connector, true));
      case DELTA_SYNCHRONIZATION -> List.of(synchronization(connector, false));
      case EXPORT -> List.of(export(connector));
    };
  }

  private static List<PlannedStep> imports(ManagedConnector connector, ImportRequest.Mode mode) {
    List<PlannedStep> steps = new ArrayList<>();
    for (ReadScope scope : connector.scopes()) {
      ImportRequest request =
          new ImportRequest(connector.name(), connector.connector(), scope, mode);
      steps.add(
          new PlannedStep(
              scope.partition().name(), context -> new ImportStep(context).run(request)));
    }
    return steps;
  }

  private static PlannedStep synchronization(ManagedConnector connector, boolean full) {
    return new PlannedStep(
        "default",
        context ->
            new SyncStep(context).run(context.store().dictionary().number(connector.name()), full));
  }

  private static PlannedStep export(ManagedConnector connector) {
    if (!connector.exporting().allowed()) {
      StepEnd refused =
          new StepEnd(
              "stopped-export-disabled",
              "connector %s is only read: its configuration says \"export: false\""
                  .formatted(connector.name()));
      return new PlannedStep("default", _ -> refused);
    }
    ExportRequest request =
        new ExportRequest(
            connector.name(), connector.connector(), connector.exporting().deletionsMax());
    return new PlannedStep("default", context -> new ExportStep(context).run(request));
  }
}
