// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.StoreException;
import dev.understudy.engine.store.StoreException.Code;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// PostgreSQL 15 and later.
final class PostgresDialect implements Dialect {
  private static final int KEYS_AT_ONCE = 4096;

  private final String place;

  /// @param place where the store is, for messages
  PostgresDialect(String place) {
    this.place = place;
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public Map<String, String> words() {
    return Map.of(
        "id", "BIGINT NOT NULL PRIMARY KEY",
        "serial", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        "bytes", "BYTEA",
        "narrow", "",
        "and id", ", id");
  }

  @Override
  public int places(int wanted) {
    return KEYS_AT_ONCE;
  }

  @Override
  public String anyOf(int places) {
    return "= ANY (?)";
  }

  @Override
  public void bindKeys(PreparedStatement statement, int at, List<?> keys, int places)
      throws SQLException {
    boolean bytes = keys.getFirst() instanceof byte[];
    // The driver wants an array of the exact type.
    Object[] array = bytes ? keys.toArray(new byte[0][]) : keys.toArray(new Long[0]);
    statement.setArray(
        at, statement.getConnection().createArrayOf(bytes ? "bytea" : "bigint", array));
  }

  @Override
  public boolean isDuplicate(SQLException failure) {
    return state(failure).equals("23505");
  }

  /// Classes 08 (connection exception) and 57P (ended by the operator or by a crash), and 25006:
  /// the server became a standby, another one of the URL may be the primary now.
  @Override
  public boolean isConnectionLost(SQLException failure) {
    String state = state(failure);
    return state.startsWith("08") || state.startsWith("57P") || state.equals("25006");
  }

  @Override
  public StoreException failure(String doing, SQLException failure) {
    String state = state(failure);
    if (state.equals("53100")) {
      return because(
          Code.FULL,
          "No space is left at the database %s, while %s. Nothing of it was kept. Free some space there and do it again.",
          doing,
          failure);
    }
    if (state.startsWith("28")) {
      return because(
          Code.UNAVAILABLE,
          "The database %s refused the user or the password, while %s. Check both, and pg_hba.conf of the server.",
          doing,
          failure);
    }
    if (state.equals("3D000")) {
      return because(
          Code.UNAVAILABLE,
          "There is no database %s (found while %s). Create it: CREATE DATABASE … OWNER …",
          doing,
          failure);
    }
    if (state.equals("42501")) {
      return because(
          Code.UNAVAILABLE,
          "The database %s does not let this user, while %s. The user must own the schema: ALTER SCHEMA … OWNER TO …",
          doing,
          failure);
    }
    if (isConnectionLost(failure) || state.startsWith("53")) {
      return because(
          Code.UNAVAILABLE,
          "The database %s cannot be reached, while %s. Check that the server runs, its address, and how many connections it allows; then do it again.",
          doing,
          failure);
    }
    return because(Code.FAILED, "The store %s failed while %s. See the cause.", doing, failure);
  }

  private StoreException because(Code code, String text, String doing, SQLException failure) {
    return new StoreException(
        code, text.formatted(place, doing) + " (" + innermost(failure).getMessage() + ")", failure);
  }

  /// The failure of a batch tells of the first failed statement only in what follows it.
  private static SQLException innermost(SQLException failure) {
    SQLException next = failure.getNextException();
    return next == null ? failure : next;
  }

  private static String state(SQLException failure) {
    String state = innermost(failure).getSQLState();
    return state == null ? "" : state;
  }
}
