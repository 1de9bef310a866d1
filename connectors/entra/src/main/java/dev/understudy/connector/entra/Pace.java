// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many batches are under way at the same time: one more after some that went well, half as
/// many when Graph asks for less, and none before the time that Graph says.
final class Pace {
  private static final double GROWTH = 0.25;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int max;
  private double allowed;
  private int underWay;
  private long notBefore = System.nanoTime();

  Pace(int max) {
    this.max = max;
    this.allowed = max;
  }

  /// Waits until one more may be sent.
  void enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long wait = notBefore - System.nanoTime();
        if (wait > 0) {
          long _ = changed.awaitNanos(wait);
        } else if (underWay >= Math.max(1, (int) allowed)) {
          changed.await();
        } else {
          underWay++;
          return;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// One went well.
  ///
  /// @param full how much of the quota is used
  void wentWell(double full) {
    leave(full >= 0.9 ? Math.max(1, allowed - 1) : Math.min(max, allowed + GROWTH), Duration.ZERO);
  }

  /// Graph asks for less.
  void throttled(Duration wait) {
    leave(Math.max(1, allowed / 2), wait);
  }

  /// One failed for another reason.
  void failed() {
    leave(allowed, Duration.ZERO);
  }

  private void leave(double next, Duration wait) {
    lock.lock();
    try {
      underWay--;
      allowed = next;
      notBefore = Math.max(notBefore, System.nanoTime() + wait.toNanos());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// How many may be under way now.
  int allowed() {
    lock.lock();
    try {
      return Math.max(1, (int) allowed);
    } finally {
      lock.unlock();
    }
  }
}
