// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// One connection with its prepared statements, used by one thread at a time. A connection that is
/// lost is replaced by the next use.
final class Session implements AutoCloseable {
  private final Dialect dialect;
  private final WriteCounter counter;
  private final Opener opener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Text, PreparedStatement> statements = new HashMap<>();
  private @Nullable Connection connection;
  private boolean closed;

  /// @param counter of the transactions of this session
  /// @param opener opens the connection, now and again after it was lost
  Session(Dialect dialect, WriteCounter counter, Opener opener) {
    this.dialect = dialect;
    this.counter = counter;
    this.opener = opener;
  }

  /// Opens a connection.
  interface Opener {
    Connection open() throws SQLException;
  }

  /// Something to do with the connection; done again from the beginning when the connection was
  /// lost meanwhile.
  interface Work<T> {
    T run() throws SQLException;
  }

  /// [Work] without a result.
  interface Update {
    void run() throws SQLException;
  }

  /// Sets the parameters of a statement.
  interface Binder {
    /// Nothing to set.
    Binder NONE = _ -> {};

    void bind(PreparedStatement statement) throws SQLException;
  }

  /// Sets the parameters of one statement of a batch.
  interface ItemBinder<T> {
    void bind(PreparedStatement statement, T item) throws SQLException;
  }

  /// Makes something of the row at which the result stands.
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Does something with the row at which the result stands.
  interface Consumer {
    void accept(ResultSet row) throws SQLException;
  }

  private record Text(String sql, int places) {}

  Dialect dialect() {
    return dialect;
  }

  /// Reads what is committed.
  <T> T read(String doing, Work<T> work) {
    lock.lock();
    try {
      boolean fresh = connection == null;
      try {
        return work.run();
      } catch (SQLException e) {
        if (!discardLost(e) || fresh) {
          throw e;
        }
        return work.run();
      }
    } catch (SQLException e) {
      throw dialect.failure(doing, e);
    } finally {
      lock.unlock();
    }
  }

  /// Does all of `update` in one transaction, or nothing of it.
  void write(String doing, Update update) {
    lock.lock();
    try {
      boolean fresh = connection == null;
      counter.wasCommitted(this);
      try {
        transact(update);
      } catch (SQLException e) {
        if (!discardLost(e) || fresh) {
          throw e;
        }
        if (!counter.wasCommitted(this)) {
          transact(update);
        }
      }
    } catch (SQLException e) {
      throw dialect.failure(doing, e);
    } finally {
      lock.unlock();
    }
  }

  private void transact(Update update) throws SQLException {
    boolean done = false;
    try {
      update.run();
      counter.count(this);
      connection().commit();
      counter.settle(true);
      done = true;
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  /// All rows of a query.
  <T> List<T> list(String sql, Binder binder, Row<T> row) throws SQLException {
    List<T> rows = new ArrayList<>();
    each(sql, binder, result -> rows.add(row.read(result)));
    return rows;
  }

  /// The first row of a query.
  <T> Optional<T> first(String sql, Binder binder, Row<T> row) throws SQLException {
    PreparedStatement statement = prepare(sql);
    binder.bind(statement);
    try (ResultSet result = statement.executeQuery()) {
      return result.next() ? Optional.of(row.read(result)) : Optional.empty();
    }
  }

  /// The numbers in the only column of a query.
  long[] numbers(String sql, Binder binder) throws SQLException {
    LongStream.Builder numbers = LongStream.builder();
    each(sql, binder, row -> numbers.add(row.getLong(1)));
    return numbers.build().toArray();
  }

  /// The number in the only row and column of a query.
  long number(String sql, Binder binder) throws SQLException {
    return numbers(sql, binder)[0];
  }

  /// Hands every row of a query on.
  void each(String sql, Binder binder, Consumer consumer) throws SQLException {
    PreparedStatement statement = prepare(sql);
    binder.bind(statement);
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        consumer.accept(result);
      }
    }
  }

  /// Hands every row of a query for many keys on, asking for some at a time.
  ///
  /// @param sql with `{keys}` in place of the condition on the keys, behind all other parameters
  /// @param others how many other parameters there are, which `binder` sets
  /// @param keys [Long] or `byte[]`
  void eachOf(String sql, int others, Binder binder, List<?> keys, Consumer consumer)
      throws SQLException {
    for (int from = 0; from < keys.size(); ) {
      int places = dialect.places(keys.size() - from);
      int to = Math.min(keys.size(), from + places);
      PreparedStatement statement = prepare(new Text(sql, places));
      binder.bind(statement);
      dialect.bindKeys(statement, others + 1, keys.subList(from, to), places);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          consumer.accept(result);
        }
      }
      from = to;
    }
  }

  /// Executes a statement that is prepared once.
  int update(String sql, Binder binder) throws SQLException {
    PreparedStatement statement = prepare(sql);
    binder.bind(statement);
    return statement.executeUpdate();
  }

  /// Executes a statement for each item; returns how many rows each changed, where the database
  /// says so.
  <T> int[] batch(String sql, Collection<T> items, ItemBinder<T> binder) throws SQLException {
    if (items.isEmpty()) {
      return new int[0];
    }
    PreparedStatement statement = prepare(sql);
    for (T item : items) {
      binder.bind(statement, item);
      statement.addBatch();
    }
    return statement.executeBatch();
  }

  /// As [#batch], for statements with an identifier as their only parameter.
  void batch(String sql, Collection<Long> ids) throws SQLException {
    batch(sql, ids, (statement, id) -> statement.setLong(1, id));
  }

  /// A statement that is prepared once, for the caller to bind and execute.
  PreparedStatement prepare(String sql) throws SQLException {
    return prepare(new Text(sql, 0));
  }

  private PreparedStatement prepare(Text text) throws SQLException {
    PreparedStatement known = statements.get(text);
    if (known != null) {
      return known;
    }
    String sql =
        text.places == 0 ? text.sql : text.sql.replace("{keys}", dialect.anyOf(text.places));
    PreparedStatement statement = connection().prepareStatement(sql);
    statements.put(text, statement);
    return statement;
  }

  /// The connection, opened when there is none.
  Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      if (closed) {
        throw new SQLException("the store is closed");
      }
      open = opener.open();
      connection = open;
    }
    return open;
  }

  private boolean discardLost(SQLException failure) {
    if (!dialect.isConnectionLost(failure)) {
      return false;
    }
    discard();
    return true;
  }

  private void rollBack() {
    if (connection == null) {
      return;
    }
    try {
      for (PreparedStatement statement : statements.values()) {
        statement.clearBatch();
      }
      connection.rollback();
      counter.settle(false);
    } catch (SQLException _) {
      // Closing the connection takes the transaction back as well, and the failure that led here
      // is the one to report.
      discard();
    }
  }

  private void discard() {
    Connection lost = connection;
    connection = null;
    statements.clear();
    try {
      if (lost != null) {
        lost.close();
      }
    } catch (SQLException _) {
      // It is lost already; a new one takes its place.
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      statements.clear();
      if (connection != null) {
        connection.close();
        connection = null;
      }
    } catch (SQLException e) {
      throw dialect.failure("closing the store", e);
    } finally {
      lock.unlock();
    }
  }
}
