// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.Store;
import dev.understudy.engine.store.StoreException;

/// Opens stores.
public final class SqlStores {
  private static final String SQLITE = "sqlite:";
  private static final String POSTGRES = "jdbc:postgresql:";

  private SqlStores() {}

  /// Opens the store at a URL or path, as [StoreSettings] says.
  public static Store open(String url) {
    return open(StoreSettings.of(url));
  }

  /// Opens a store for this process alone; creates its tables where there are none, and brings old
  /// ones to the version of this program.
  ///
  /// @throws StoreException when it cannot be opened: with the reason and the way out
  public static Store open(StoreSettings settings) {
    return SqlStore.open(database(settings));
  }

  private static Database database(StoreSettings settings) {
    String url = settings.url();
    if (url.startsWith(POSTGRES)) {
      return new PostgresServer(settings);
    }
    if (url.startsWith("jdbc:")) {
      throw new StoreException(
          StoreException.Code.UNAVAILABLE,
          "No store can be at %s: expected sqlite:PATH, a path alone, or jdbc:postgresql://HOST/DATABASE."
              .formatted(settings.urlWithoutParameters()));
    }
    String path = url.startsWith(SQLITE) ? url.substring(SQLITE.length()) : url;
    return path.equals(":memory:")
        ? new SqliteMemory()
        : SqliteFile.open(path, settings.cacheMegabytes());
  }
}
