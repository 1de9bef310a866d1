// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
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
/// for good the whole batch fails; what had been written is written again by a later one, to no
/// effect.
public final class LdapWriter {
  private final LdapAccess access;
  private final ObjectWrite write;

  public LdapWriter(LdapAccess access, LdapClient client, LdapSchema schema) {
    this.access = access;
    this.write = new ObjectWrite(access, client, schema);
  }

  /// One outcome per delta, in order.
  public List<ExportOutcome> write(List<ObjectDelta> batch) throws InterruptedException {
    ExportOutcome[] outcomes = new ExportOutcome[batch.size()];
    Arrays.fill(outcomes, new ExportOutcome.Busy("not sent yet"));
    AtomicInteger next = new AtomicInteger();
    Callable<Boolean> work =
        () -> {
          for (int i = next.getAndIncrement(); i < outcomes.length; i = next.getAndIncrement()) {
            outcomes[i] = write.apply(batch.get(i));
          }
          return true;
        };
    int workers = Math.min(access.limits().connections(), batch.size());
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
    return List.of(outcomes);
  }

  private void awaitAll(List<Future<Boolean>> running) throws InterruptedException {
    for (Future<Boolean> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case LDAPException failure -> throw LdapFailure.ofCall(access, "writing", failure);
          case ConnectorException failure -> throw failure;
          case RuntimeException failure -> throw failure;
          case null, default ->
              throw new ConnectorException(
                  ErrorCode.DIRECTORY,
                  "connector %s: writing failed: %s".formatted(access.name(), e.getCause()),
                  e);
        }
      }
    }
  }
}
