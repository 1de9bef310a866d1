// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The contract, kept by a file.
final class SqliteStoreTest extends StoreContractTest {
  @TempDir Path folder;

  @Override
  Store open() {
    return SqlStores.open("sqlite:" + folder.resolve("store.db"));
  }
}
