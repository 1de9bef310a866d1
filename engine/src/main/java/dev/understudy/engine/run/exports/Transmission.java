// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.engine.space.PendingExport;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.step.IdSet;
import dev.understudy.engine.step.StepContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sends batches and records what became of them.
final class Transmission implements AutoCloseable {
  private static final int BUSY_ATTEMPTS_MAX = 6;
  private static final Duration BUSY_PAUSE_FIRST = Duration.ofSeconds(1);
  private static final Duration BUSY_PAUSE_MAX = Duration.ofSeconds(30);

  private final Sender sender;
  private final StepContext context;
  private final Pause pause;
  private final InFlight inFlight;
  private final Outcomes outcomes;

  /// Objects of which everything but references is sent.
  private final IdSet done = new IdSet();

  /// Objects that are not tried again in this run.
  private final IdSet failed = new IdSet();

  /// What depends on something that is not there yet.
  private final Map<Long, Postponed> postponed = new HashMap<>();

  /// What the sender was given last.
  private List<Sending> onItsWay = List.of();

  private boolean converted;
  private long sent;
  private long progress;

  private record Postponed(PlannedExport plan, ExportOutcome.Dependency why) {}

  Transmission(StepContext context, ExportTarget target, String connector, Pause pause) {
    this.context = context;
    this.sender = new Sender(target);
    this.pause = pause;
    this.inFlight = new InFlight(context.store(), connector);
    this.outcomes = new Outcomes(context);
  }

  boolean isDone(long id) {
    return done.contains(id);
  }

  boolean hasFailed(long id) {
    return failed.contains(id);
  }

  /// Whether deltas wait for others to be there.
  boolean hasPostponed() {
    return !postponed.isEmpty();
  }

  /// Whether an update became an addition since the last [#retryPostponed].
  boolean hasConverted() {
    return converted;
  }

  /// How many deltas were sent.
  long sent() {
    return sent;
  }

  /// How often something came a step further; does not grow when passes lead to nothing.
  long progress() {
    return progress;
  }

  /// Sends a batch as soon as the one before is answered, and returns while it is on its way. What
  /// became of the one before is written together with the note that this one is being sent.
  /// Nothing is sent when that one brought too many errors.
  void send(List<Sending> batch) throws InterruptedException {
    collect();
    if (context.report().errorLimitReached()) {
      outcomes.write(inFlight.end());
    } else {
      start(batch);
    }
  }

  /// Waits for the batch on its way and makes durable what became of it.
  void await() throws InterruptedException {
    if (sender.isBusy()) {
      collect();
      outcomes.write(inFlight.end());
    }
  }

  private void start(List<Sending> batch) {
    outcomes.write(inFlight.begin(batch));
    sent += batch.size();
    onItsWay = batch;
    sender.start(batch.stream().map(Sending::delta).toList());
  }

  /// What became of the batch on its way; those that find the directory busy are sent again.
  private void collect() throws InterruptedException {
    Duration wait = BUSY_PAUSE_FIRST;
    for (int attempt = 1; sender.isBusy(); attempt++) {
      List<Sending> busy = recordAll(sender.await(), attempt == BUSY_ATTEMPTS_MAX);
      if (!busy.isEmpty()) {
        outcomes.write(inFlight.end());
        pause.pause(wait);
        wait =
            wait.multipliedBy(2).compareTo(BUSY_PAUSE_MAX) < 0
                ? wait.multipliedBy(2)
                : BUSY_PAUSE_MAX;
        start(busy);
      }
    }
  }

  /// @return those that are to be sent again at once
  private List<Sending> recordAll(List<ExportOutcome> answers, boolean last) {
    outcomes.expect(onItsWay);
    List<Sending> busy = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      if (record(onItsWay.get(i), answers.get(i), last)) {
        busy.add(onItsWay.get(i));
      }
    }
    return busy;
  }

  /// Whether the delta is to be sent again at once.
  private boolean record(Sending sending, ExportOutcome outcome, boolean last) {
    PlannedExport plan = sending.plan();
    switch (outcome) {
      case ExportOutcome.Accepted accepted -> accept(plan, accepted);
      case ExportOutcome.Busy(String detail) -> {
        if (!last) {
          return true;
        }
        fail(plan, "cd-error", "the directory stayed busy: " + detail);
      }
      case ExportOutcome.Dependency dependency ->
          postponed.put(sending.id(), new Postponed(plan, dependency));
      case ExportOutcome.Missing(String detail) -> missing(plan, detail);
      case ExportOutcome.Exists(String detail) -> fail(plan, "cd-existing-object", detail);
      case ExportOutcome.Rejected(String error, String detail) -> fail(plan, error, detail);
    }
    return false;
  }

  private void accept(PlannedExport plan, ExportOutcome.Accepted accepted) {
    outcomes.accepted(plan, accepted);
    progress++;
    if (done.add(plan.object().id())) {
      context.report().counters().add(counter(plan));
    }
  }

  private static String counter(PlannedExport plan) {
    return switch (plan.change()) {
      case PendingExport.Add _ ->
          plan.object().images().sent().operation() == Sent.Operation.DELETE
              ? "export-delete-add"
              : "export-add";
      case PendingExport.Update update ->
          update.newDn() == null ? "export-update" : "export-rename";
      case PendingExport.None _ -> "export-update";
      case PendingExport.Delete _ -> "export-delete";
    };
  }

  private void missing(PlannedExport plan, String detail) {
    switch (plan.change()) {
      case PendingExport.Delete _ -> accept(plan, ExportOutcome.Accepted.PLAIN);
      case PendingExport.Add _ -> fail(plan, "cd-missing-object", detail);
      case PendingExport.Update _, PendingExport.None _ -> {
        boolean mayCreate = plan.object().lineage().provisioned();
        if (!mayCreate || done.contains(plan.object().id())) {
          fail(plan, "cd-missing-object", detail);
        } else {
          outcomes.missing(plan);
          converted = true;
          progress++;
        }
      }
    }
  }

  private void fail(PlannedExport plan, String name, String detail) {
    failed.add(plan.object().id());
    outcomes.failed(plan, name, detail);
  }

  /// Forgets what was postponed: it is going to be tried again.
  void retryPostponed() {
    converted = false;
    postponed.clear();
  }

  /// What was postponed to the end is an error.
  void failPostponed() {
    postponed.values().forEach(one -> fail(one.plan(), one.why().error(), one.why().detail()));
    postponed.clear();
    outcomes.write(List.of());
  }

  /// Gives up what is on its way: its note stays, so that it is looked at again.
  @Override
  public void close() {
    sender.close();
  }
}
