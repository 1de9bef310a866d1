// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Writes the deltas of a batch: with Bulk what can be, the rest several at the same time. Before
/// anything is created the service is asked which of the names it has, so that an answer that got
/// lost never leads to a double.
final class ScimWriter {
  private final ResourceWrite.Service service;
  private final ResourceWrite write;

  ScimWriter(ResourceWrite.Service service) {
    this.service = service;
    this.write = new ResourceWrite(service);
  }

  /// One outcome per delta, in order.
  List<ExportOutcome> write(List<ObjectDelta> batch) throws InterruptedException {
    service.lookup().forgetScans();
    @Nullable ExportOutcome[] outcomes = new @Nullable ExportOutcome[batch.size()];
    boolean[] mayBeThere = mayBeThere(batch);
    if (batch.size() > 1 && BulkWrite.isOffered(service)) {
      new BulkWrite(service, write).apply(batch, mayBeThere, outcomes);
    }
    one(batch, mayBeThere, outcomes);
    List<ExportOutcome> all = new ArrayList<>(outcomes.length);
    for (ExportOutcome outcome : outcomes) {
      all.add(Objects.requireNonNull(outcome));
    }
    return all;
  }

  private boolean[] mayBeThere(List<ObjectDelta> batch) throws InterruptedException {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    for (ObjectDelta delta : batch) {
      if (delta instanceof ObjectDelta.Add add) {
        names.computeIfAbsent(add.objectType(), _ -> new LinkedHashSet<>()).add(add.dn().text());
      }
    }
    for (Map.Entry<String, Set<String>> ofType : names.entrySet()) {
      TypeModel type = service.model().types().get(ofType.getKey());
      if (type != null) {
        ofType
            .getValue()
            .retainAll(service.lookup().idsOf(List.of(type), ofType.getValue(), true).keySet());
      }
    }
    boolean[] mayBeThere = new boolean[batch.size()];
    for (int i = 0; i < mayBeThere.length; i++) {
      mayBeThere[i] =
          batch.get(i) instanceof ObjectDelta.Add add
              && names.getOrDefault(add.objectType(), Set.of()).contains(add.dn().text());
    }
    return mayBeThere;
  }

  private void one(
      List<ObjectDelta> batch, boolean[] mayBeThere, @Nullable ExportOutcome[] outcomes)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    Callable<Boolean> work =
        () -> {
          for (int i = next.getAndIncrement(); i < outcomes.length; i = next.getAndIncrement()) {
            if (outcomes[i] == null) {
              outcomes[i] = write.apply(batch.get(i), mayBeThere[i]);
            }
          }
          return true;
        };
    int workers = Math.min(service.settings().limits().parallel().connections(), batch.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(threads.submit(work));
      }
      try {
        awaitAll(running);
      } finally {
        next.set(outcomes.length);
        threads.shutdownNow();
      }
    }
  }

  private void awaitAll(List<Future<Boolean>> running) throws InterruptedException {
    for (Future<Boolean> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RuntimeException failure -> throw failure;
          case null, default ->
              throw new ConnectorException(
                  ErrorCode.DIRECTORY,
                  "connector %s: writing failed: %s"
                      .formatted(service.settings().name(), e.getCause()),
                  e);
        }
      }
    }
  }
}
