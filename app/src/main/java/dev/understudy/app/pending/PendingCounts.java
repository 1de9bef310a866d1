// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

/// How many pending exports there are.
public final class PendingCounts {
  private long adds;
  private long updates;
  private long renames;
  private long deletes;

  /// Counts one.
  public void count(PendingObject object) {
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
