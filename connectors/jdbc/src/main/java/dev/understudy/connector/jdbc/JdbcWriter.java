// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes the deltas of a batch over several connections at the same time. When a connection breaks
/// the whole batch fails; what had been written is written again by a later one, to no effect.
final class JdbcWriter {
  private final JdbcSettings settings;
  private final JdbcClient client;
  private final Model model;

  JdbcWriter(JdbcSettings settings, JdbcClient client, Model model) {
    this.settings = settings;
    this.client = client;
    this.model = model;
  }

  /// One outcome per delta, in order.
  List<ExportOutcome> write(List<ObjectDelta> batch) throws InterruptedException {
    ExportOutcome[] outcomes = new ExportOutcome[batch.size()];
    Arrays.fill(outcomes, new ExportOutcome.Busy("not sent yet"));
    AtomicInteger next = new AtomicInteger();
    int workers = Math.min(settings.limits().connections(), batch.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(threads.submit(worker(batch, outcomes, next)));
      }
      try {
        awaitAll(running);
      } finally {
        next.set(outcomes.length);
        threads.shutdownNow();
      }
    }
    return List.of(outcomes);
  }

  private Callable<Boolean> worker(
      List<ObjectDelta> batch, ExportOutcome[] outcomes, AtomicInteger next) {
    return () -> {
      Connection connection = client.borrow();
      try {
        connection.setAutoCommit(false);
        ObjectWrite write = new ObjectWrite(new Reading(settings, client, connection, model));
        for (int i = next.getAndIncrement(); i < outcomes.length; i = next.getAndIncrement()) {
          outcomes[i] = write.apply(batch.get(i));
        }
        client.giveBack(connection);
        return true;
      } catch (SQLException | RuntimeException | InterruptedException e) {
        JdbcClient.closeBroken(connection);
        throw e;
      }
    };
  }

  private void awaitAll(List<Future<Boolean>> running) throws InterruptedException {
    for (Future<Boolean> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case SQLException failure -> throw JdbcFailure.ofCall(settings, "writing", failure);
          case ConnectorException failure -> throw failure;
          case RuntimeException failure -> throw failure;
          case null, default ->
              throw new ConnectorException(
                  ErrorCode.DIRECTORY,
                  "connector %s: writing failed: %s".formatted(settings.name(), e.getCause()),
                  e);
        }
      }
    }
  }
}
