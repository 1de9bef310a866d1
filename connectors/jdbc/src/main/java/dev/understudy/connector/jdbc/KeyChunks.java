// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Many keys in statements of few sizes, so that the database sees the same ones again: a chunk
/// that is not full is filled up with its last key.
final class KeyChunks {
  /// Objects that are read together.
  static final int SIZE_MAX = 500;

  private static final int[] SIZES = {1, 20, SIZE_MAX};

  private KeyChunks() {}

  /// The question marks for `count` keys.
  static String marks(int count) {
    return "?, ".repeat(count - 1) + "?";
  }

  /// How many marks a statement for `count` keys has.
  static int sizeFor(int count) {
    for (int size : SIZES) {
      if (count <= size) {
        return size;
      }
    }
    throw new IllegalArgumentException(count + " keys in one statement");
  }

  /// The keys in chunks of at most [#SIZE_MAX].
  static List<List<String>> of(List<String> keys) {
    List<List<String>> chunks = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += SIZE_MAX) {
      chunks.add(keys.subList(from, Math.min(keys.size(), from + SIZE_MAX)));
    }
    return chunks;
  }

  /// Puts keys into the marks from `first` on; values that the column cannot hold are nobody's key.
  ///
  /// @return whether there was any key at all
  static boolean bind(PreparedStatement statement, int first, Column column, List<String> keys)
      throws SQLException {
    int at = first;
    String last = null;
    for (String key : keys) {
      try {
        Cell.bind(statement, at, column, key);
        at++;
        last = key;
      } catch (Refused e) {
        // No row has it.
      }
    }
    if (last == null) {
      return false;
    }
    for (int end = first + sizeFor(keys.size()); at < end; at++) {
      try {
        Cell.bind(statement, at, column, last);
      } catch (Refused e) {
        throw new IllegalStateException("it was taken before", e);
      }
    }
    return true;
  }
}
