// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.StoreException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// Where the two databases differ: words of table definitions, how many keys are asked for at once,
/// and what their failures mean. Everything else is SQL that both understand.
interface Dialect {

  /// The name that migrations use in `only <name>:`.
  String name();

  /// What the words in braces of the migrations stand for.
  Map<String, String> words();

  /// With how many places for keys a query that asks for `wanted` keys is prepared; when fewer, the
  /// rest is asked for by another query.
  int places(int wanted);

  /// The condition that an expression has any of the keys, for so many places.
  String anyOf(int places);

  /// Binds keys to the parameters of [#anyOf] from `at` on.
  ///
  /// @param keys at least one and at most `places`; [Long] or `byte[]`
  void bindKeys(PreparedStatement statement, int at, List<?> keys, int places) throws SQLException;

  /// Whether the failure is that a value is there already that must be unique.
  boolean isDuplicate(SQLException failure);

  /// Whether the connection is of no use any more, and a new one may be.
  boolean isConnectionLost(SQLException failure);

  /// The failure in words that say what is wrong and what to do.
  ///
  /// @param doing what was being done, for example `reading objects`
  StoreException failure(String doing, SQLException failure);
}
