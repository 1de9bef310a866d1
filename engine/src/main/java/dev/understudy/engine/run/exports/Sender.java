// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.ObjectDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Lets a directory write a batch while the next one is planned: one batch at a time, in order.
final class Sender implements AutoCloseable {
  private final ExportTarget target;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("export-sender").factory());
  private @Nullable Future<List<ExportOutcome>> onItsWay;

  /// How many deltas the directory takes at once, as far as it told.
  private int batchMax = Integer.MAX_VALUE;

  Sender(ExportTarget target) {
    this.target = target;
  }

  /// Begins to write deltas; [#await] tells what became of them.
  void start(List<ObjectDelta> deltas) {
    if (onItsWay != null) {
      throw new IllegalStateException("the batch before was not awaited");
    }
    onItsWay = thread.submit(() -> export(deltas));
  }

  /// Whether a batch was started that was not awaited.
  boolean isBusy() {
    return onItsWay != null;
  }

  /// One outcome for each delta that was started, in order.
  ///
  /// @throws ConnectorException when the directory failed; what it had written is not known
  List<ExportOutcome> await() throws InterruptedException {
    Future<List<ExportOutcome>> waiting = onItsWay;
    if (waiting == null) {
      return List.of();
    }
    try {
      List<ExportOutcome> outcomes = waiting.get();
      onItsWay = null;
      return outcomes;
    } catch (ExecutionException e) {
      onItsWay = null;
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case InterruptedException interrupt -> throw interrupt;
        case null, default -> throw new IllegalStateException("the sender failed", e.getCause());
      }
    }
  }

  /// Writes the deltas in as many calls as the directory needs. What is too large alone is refused.
  private List<ExportOutcome> export(List<ObjectDelta> deltas) throws InterruptedException {
    List<ExportOutcome> outcomes = new ArrayList<>(deltas.size());
    while (outcomes.size() < deltas.size()) {
      int from = outcomes.size();
      List<ObjectDelta> some =
          deltas.subList(from, from + Math.min(deltas.size() - from, batchMax));
      try {
        outcomes.addAll(answered(some));
        batchMax = batchMax > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : 2 * batchMax;
      } catch (ConnectorException e) {
        if (e.code() != ErrorCode.TOO_LARGE) {
          throw e;
        }
        if (some.size() == 1) {
          outcomes.add(new ExportOutcome.Rejected("cd-error", String.valueOf(e.getMessage())));
        } else {
          batchMax = some.size() / 2;
        }
      }
    }
    return outcomes;
  }

  private List<ExportOutcome> answered(List<ObjectDelta> deltas) throws InterruptedException {
    List<ExportOutcome> answers = target.export(deltas);
    if (answers.size() != deltas.size()) {
      throw new IllegalStateException(
          "the connector answered %d deltas with %d outcomes"
              .formatted(deltas.size(), answers.size()));
    }
    return answers;
  }

  /// Gives up what is on its way.
  @Override
  public void close() {
    thread.shutdownNow();
    thread.close();
  }
}
