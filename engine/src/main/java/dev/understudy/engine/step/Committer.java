// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.step;

import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Writes one batch while the next is decided. At most one batch is on its way, so that the
/// [dev.understudy.engine.work.Workspace] need not look further back than one.
public final class Committer implements AutoCloseable {
  private final Store store;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("store-writer").factory());
  private @Nullable Future<?> onItsWay;

  public Committer(Store store) {
    this.store = store;
  }

  /// Waits until the batch before is durable, then writes this one in the background.
  ///
  /// @throws dev.understudy.engine.store.StoreException when the batch before could not be written
  public void write(List<Change> changes) throws InterruptedException {
    await();
    if (!changes.isEmpty()) {
      onItsWay = writer.submit(() -> store.write(changes));
    }
  }

  /// Waits until everything is durable.
  ///
  /// @throws dev.understudy.engine.store.StoreException when it could not be written
  public void await() throws InterruptedException {
    Future<?> waiting = onItsWay;
    if (waiting == null) {
      return;
    }
    try {
      waiting.get();
      onItsWay = null;
    } catch (ExecutionException e) {
      onItsWay = null;
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("the store writer failed", e.getCause());
    }
  }

  /// Lets the batch on its way finish.
  @Override
  public void close() {
    writer.close();
  }
}
