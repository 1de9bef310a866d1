// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/// Gives out identifiers. The store remembers up to which one they may have been given out, always
/// ahead: after a crash some are skipped, none is given out again.
final class Identifiers {
  /// How many are set aside at once.
  private static final long AHEAD = 65_536;

  private static final String LAST = "SELECT last_id FROM store_state";
  private static final String RAISE = "UPDATE store_state SET last_id = ? WHERE last_id < ?";
  private static final String LOWER = "UPDATE store_state SET last_id = ?";

  private final Session writer;
  private final AtomicLong last;
  private final AtomicLong reserved;

  Identifiers(Session writer, Session reader) {
    this.writer = writer;
    long stored =
        reader.read("reading the last identifier", () -> reader.number(LAST, Session.Binder.NONE));
    reserved = new AtomicLong(stored);
    last = new AtomicLong(stored);
  }

  long next() {
    long id = last.incrementAndGet();
    while (id > reserved.get()) {
      long upTo = last.get() + AHEAD;
      writer.write("setting identifiers aside", () -> raise(upTo));
      isSetAside(upTo);
    }
    return id;
  }

  /// Within a transaction: sets more aside when few are left, so that [#next()] need not.
  ///
  /// @return up to which they are set aside once the transaction is committed
  long setAside() throws SQLException {
    long given = last.get();
    if (given + AHEAD / 2 <= reserved.get() || given == reserved.get()) {
      return reserved.get();
    }
    raise(given + AHEAD);
    return given + AHEAD;
  }

  /// The transaction of [#setAside()] was committed.
  void isSetAside(long upTo) {
    reserved.accumulateAndGet(upTo, Math::max);
  }

  /// Gives back what was set aside and not given out.
  void close() {
    long given = last.get();
    if (given < reserved.get()) {
      writer.write(
          "giving identifiers back",
          () -> writer.update(LOWER, statement -> statement.setLong(1, given)));
    }
  }

  /// Two threads may come here in another order than they computed the number in.
  private void raise(long upTo) throws SQLException {
    writer.update(
        RAISE,
        statement -> {
          statement.setLong(1, upTo);
          statement.setLong(2, upTo);
        });
  }
}
