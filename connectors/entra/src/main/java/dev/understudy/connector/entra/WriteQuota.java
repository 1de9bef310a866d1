// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import java.time.Duration;
import java.util.ArrayDeque;

/// Keeps the writes of any span of time within the quota. What was sent counts, whatever became of
/// it.
final class WriteQuota {
  private final int max;
  private final long spanNanos;
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();
  private int count;

  private record Sent(long at, int writes) {}

  WriteQuota(int max, Duration span) {
    this.max = max;
    this.spanNanos = span.toNanos();
  }

  /// Waits until so many more may be sent.
  ///
  /// @param writes at most a batch; never more than the quota
  synchronized void take(int writes) throws InterruptedException {
    int wanted = Math.min(writes, max);
    if (wanted == 0) {
      return;
    }
    while (true) {
      long now = System.nanoTime();
      while (!sent.isEmpty() && now - sent.getFirst().at() >= spanNanos) {
        count -= sent.removeFirst().writes();
      }
      if (count + wanted <= max) {
        sent.addLast(new Sent(now, wanted));
        count += wanted;
        return;
      }
      long wait = sent.getFirst().at() + spanNanos - now;
      Thread.sleep(Duration.ofNanos(Math.max(wait, 1_000_000)));
    }
  }
}
