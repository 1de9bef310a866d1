// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.step;

import java.util.Map;
import java.util.TreeMap;

/// The counters of a run step, by the names of `spec/operations.md` §2.7. Used by one thread.
public final class Counters {
  private final Map<String, Long> counts = new TreeMap<>();

  /// Counts one object.
  public void add(String counter) {
    counts.merge(counter, 1L, Long::sum);
  }

  /// Counts one object of an outbound synchronization to a connector.
  public void add(String connector, String counter) {
    add(connector + "/" + counter);
  }

  /// The count so far.
  public long get(String counter) {
    return counts.getOrDefault(counter, 0L);
  }

  /// All counts that are not 0.
  public Map<String, Long> all() {
    return Map.copyOf(counts);
  }
}
