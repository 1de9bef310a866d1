// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.StoreException;
import dev.understudy.engine.store.StoreException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// SQLite 3.39 and later.
final class SqliteDialect implements Dialect {
  /// Room for less than this is a full disk, whatever the failure is called.
  private static final long FULL_BYTES = 65_536;

  private final String place;
  private final @Nullable Path folder;

  /// @param place where the store is, for messages
  /// @param folder of the file; null for a store in memory
  SqliteDialect(String place, @Nullable Path folder) {
    this.place = place;
    this.folder = folder;
  }

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public Map<String, String> words() {
    return Map.of(
        "id", "INTEGER PRIMARY KEY",
        "serial", "INTEGER PRIMARY KEY",
        "bytes", "BLOB",
        "narrow", " WITHOUT ROWID",
        // An index ends with the row's number anyway.
        "and id", "");
  }

  /// Few different numbers of places, so that few statements are prepared.
  @Override
  public int places(int wanted) {
    return wanted >= 256 ? 256 : wanted >= 32 ? 32 : wanted >= 4 ? 4 : 1;
  }

  @Override
  public String anyOf(int places) {
    return places == 1 ? "= ?" : "IN (?" + ", ?".repeat(places - 1) + ")";
  }

  @Override
  public void bindKeys(PreparedStatement statement, int at, List<?> keys, int places)
      throws SQLException {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i) instanceof byte[] bytes) {
        statement.setBytes(at + i, bytes);
      } else {
        statement.setLong(at + i, (Long) keys.get(i));
      }
    }
  }

  @Override
  public boolean isDuplicate(SQLException failure) {
    return code(failure) == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE;
  }

  @Override
  public boolean isConnectionLost(SQLException failure) {
    return false;
  }

  @Override
  public StoreException failure(String doing, SQLException failure) {
    SQLiteErrorCode code = code(failure);
    if (code == SQLiteErrorCode.SQLITE_FULL || (isIo(code) && isFull())) {
      return because(
          Code.FULL,
          "No space is left where %s is, while %s. Nothing of it was kept. Free some space and do it again.",
          doing,
          failure);
    }
    return switch (code) {
      case SQLITE_NOTADB ->
          because(
              Code.VERSION,
              "%s is no SQLite database, so no store (found while %s). Name another file.",
              doing,
              failure);
      case SQLITE_CORRUPT, SQLITE_CORRUPT_VTAB, SQLITE_CORRUPT_INDEX, SQLITE_CORRUPT_SEQUENCE ->
          because(
              Code.FAILED,
              "The store %s is damaged (found while %s). Restore a backup, or move the file away and begin with a new one: full imports fill it again.",
              doing,
              failure);
      case SQLITE_BUSY,
          SQLITE_BUSY_RECOVERY,
          SQLITE_BUSY_SNAPSHOT,
          SQLITE_BUSY_TIMEOUT,
          SQLITE_LOCKED,
          SQLITE_LOCKED_SHAREDCACHE ->
          because(
              Code.LOCKED,
              "Another program keeps the file of the store %s locked, while %s: a backup or a database browser. End it and do it again.",
              doing,
              failure);
      case SQLITE_READONLY,
          SQLITE_READONLY_DBMOVED,
          SQLITE_READONLY_DIRECTORY,
          SQLITE_READONLY_CANTINIT,
          SQLITE_READONLY_CANTLOCK,
          SQLITE_CANTOPEN,
          SQLITE_PERM ->
          because(
              Code.UNAVAILABLE,
              "The store %s cannot be written, while %s. The file, its folder and the files beside it must be writable for this user.",
              doing,
              failure);
      default ->
          because(Code.FAILED, "The store %s failed while %s. See the cause.", doing, failure);
    };
  }

  private StoreException because(Code code, String text, String doing, SQLException failure) {
    return new StoreException(
        code, text.formatted(place, doing) + " (" + failure.getMessage() + ")", failure);
  }

  private static boolean isIo(SQLiteErrorCode code) {
    return code.name().startsWith("SQLITE_IOERR");
  }

  private boolean isFull() {
    try {
      return folder != null && Files.getFileStore(folder).getUsableSpace() < FULL_BYTES;
    } catch (IOException _) {
      // Then nothing is known of the disk, and the failure keeps its own name.
      return false;
    }
  }

  private static SQLiteErrorCode code(SQLException failure) {
    return failure instanceof SQLiteException sqlite
        ? sqlite.getResultCode()
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }
}
