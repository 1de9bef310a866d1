// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.StoreException;
import java.sql.SQLException;

/// Counts the transactions of a store, in the store and here. Each transaction names the count that
/// it expects: it fails when another process wrote meanwhile, or when the database forgot what it
/// had committed, as a standby may that took over. And when a connection is lost during a commit,
/// the count says whether it was committed.
final class WriteCounter {
  private static final String READ = "SELECT writes FROM store_state";
  private static final String COUNT = "UPDATE store_state SET writes = writes + 1 WHERE writes = ?";
  private static final long UNKNOWN = -1;

  private final String place;
  private long known = UNKNOWN;
  private boolean inDoubt;

  /// @param place where the store is, for messages
  WriteCounter(String place) {
    this.place = place;
  }

  /// The count in the store.
  long read(Session session) throws SQLException {
    return session.number(READ, Session.Binder.NONE);
  }

  /// Begins to count; transactions before do not.
  void begin(long count) {
    known = count;
  }

  /// The last statement of a transaction.
  void count(Session session) throws SQLException {
    if (known == UNKNOWN) {
      return;
    }
    if (session.update(COUNT, statement -> statement.setLong(1, known)) != 1) {
      throw new StoreException(
          StoreException.Code.FAILED,
          "The store %s is not what this process left: another process wrote to it, or its database took over from one that had more. Restart this process; it reads everything again."
              .formatted(place));
    }
    inDoubt = true;
  }

  /// The transaction was committed, or certainly not.
  void settle(boolean committed) {
    if (inDoubt && committed) {
      known++;
    }
    inDoubt = false;
  }

  /// Finds out, with a new connection, whether the transaction was committed during whose commit
  /// the last one was lost; false when there is none.
  boolean wasCommitted(Session session) throws SQLException {
    boolean committed = inDoubt && read(session) == known + 1;
    settle(committed);
    return committed;
  }
}
