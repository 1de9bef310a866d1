// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/// A store in a file, with a write-ahead log: one connection writes while another one reads.
final class SqliteFile implements Database {
  private static final int BUSY_MILLISECONDS = 10_000;

  /// Pages of the log after which they are copied into the file: 64 MB. A page that is written by
  /// many transactions is then copied once.
  private static final int CHECKPOINT_PAGES = 16_384;

  private static final int PAGE_BYTES = 4_096;

  private final Path file;
  private final int cacheKilobytes;
  private final ProcessLock lock;
  private final Dialect dialect;

  private SqliteFile(Path file, int cacheMegabytes, ProcessLock lock) {
    this.file = file;
    this.cacheKilobytes = cacheMegabytes * 1024;
    this.lock = lock;
    dialect = new SqliteDialect(file.toString(), file.getParent());
  }

  /// @param text the path, of a file that need not be there in a folder that is
  static SqliteFile open(String text, int cacheMegabytes) {
    Path file = path(text);
    try {
      return new SqliteFile(file, cacheMegabytes, ProcessLock.take(file));
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Code.UNAVAILABLE,
          "The store %s cannot be opened: the folder %s must be writable for this user (%s)."
              .formatted(file, file.getParent(), e),
          e);
    }
  }

  private static Path path(String text) {
    Path given;
    try {
      given = Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new StoreException(
          StoreException.Code.UNAVAILABLE,
          "\"%s\" is no path for a store: %s. Name a file.".formatted(text, e.getMessage()),
          e);
    }
    Path folder = given.getParent();
    if (text.isBlank() || folder == null || text.indexOf('?') >= 0 || Files.isDirectory(given)) {
      throw new StoreException(
          StoreException.Code.UNAVAILABLE,
          "\"%s\" is no path for a store: expected a file, and no \"?\" in its name."
              .formatted(text));
    }
    if (!Files.isDirectory(folder)) {
      throw new StoreException(
          StoreException.Code.UNAVAILABLE,
          "The store %s cannot be opened: there is no folder %s. Create it, or name another file."
              .formatted(given, folder));
    }
    return real(given, folder);
  }

  /// Two names of one file are one store.
  private static Path real(Path given, Path folder) {
    try {
      return Files.exists(given)
          ? given.toRealPath()
          : folder.toRealPath().resolve(given.getFileName());
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Code.UNAVAILABLE,
          "The store %s cannot be opened: %s. Check the path.".formatted(given, e),
          e);
    }
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public String place() {
    return file.toString();
  }

  @Override
  public Connection openWriter() throws SQLException {
    Connection connection =
        open(
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES,
            "PRAGMA journal_size_limit = " + CHECKPOINT_PAGES * PAGE_BYTES,
            "PRAGMA cache_size = -" + cacheKilobytes * 3 / 4);
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public Connection openReader() throws SQLException {
    return open("PRAGMA query_only = TRUE", "PRAGMA cache_size = -" + cacheKilobytes / 4);
  }

  private Connection open(String... pragmas) throws SQLException {
    // One thread at a time uses a connection (a session sees to that), so SQLite need not lock.
    SQLiteConfig config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + BUSY_MILLISECONDS);
      statement.execute("PRAGMA temp_store = MEMORY");
      for (String pragma : List.of(pragmas)) {
        statement.execute(pragma);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public boolean hasOneConnection() {
    return false;
  }

  @Override
  public void close() {
    lock.close();
  }
}
