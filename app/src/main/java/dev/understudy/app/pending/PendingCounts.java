// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

import java.util.SortedMap;
import java.util.TreeMap;

/// How many pending exports there are.
public final class PendingCounts {
  private long adds;
  private long updates;
  private long renames;
  private long deletes;

  private final SortedMap<String, PendingCounts> connectors = new TreeMap<>();

  /// Counts one.
  public void count(PendingObject object) {
    add(object);
    connectors.computeIfAbsent(object.identity().connector(), _ -> new PendingCounts()).add(object);
  }

  /// The same for each connector that has any.
  SortedMap<String, PendingCounts> connectors() {
    return connectors;
  }

  private void add(PendingObject object) {
    switch (object.operation()) {
      case ADD -> adds++;
      case UPDATE -> updates++;
      case DELETE -> deletes++;
    }
    if (object.operation() == PendingObject.Operation.UPDATE && object.newDn() != null) {
      renames++;
    }
  }

  public long adds() {
    return adds;
  }

  /// Updates, renames among them.
  public long updates() {
    return updates;
  }

  public long renames() {
    return renames;
  }

  public long deletes() {
    return deletes;
  }

  public long total() {
    return adds + updates + deletes;
  }
}
