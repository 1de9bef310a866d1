// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C and SIGTERM become an interrupt of the working thread, and the process waits for it to
/// write down where it stopped.
final class Interruption {
  private static final long PATIENCE_SECONDS = 10;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;

  private Interruption() {}

  static Interruption of(Thread worker) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("interruption").unstarted(() -> interruption.stop(worker)));
    return interruption;
  }

  private void stop(Thread worker) {
    requested = true;
    if (ended.getCount() == 0) {
      return;
    }
    worker.interrupt();
    try {
      boolean inTime = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        System.err.println("understudy: did not stop in time; the next run goes on from here");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether the process is ending because somebody asked for it; it must not be asked again.
  boolean requested() {
    return requested;
  }

  void workEnded() {
    ended.countDown();
  }
}
