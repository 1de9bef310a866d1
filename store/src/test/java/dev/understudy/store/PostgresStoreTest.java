// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.Store;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract, kept by a PostgreSQL server.
final class PostgresStoreTest extends StoreContractTest {
  private static Optional<PostgresInstance> server = Optional.empty();
  private @Nullable String url;

  @BeforeAll
  static void startServer() {
    server = Optional.of(new PostgresInstance());
  }

  @AfterAll
  static void stopServer() {
    server.ifPresent(PostgresInstance::close);
  }

  @Override
  Store open() {
    PostgresInstance instance = server.orElseThrow();
    if (url == null) {
      url = instance.newDatabase();
    }
    return SqlStores.open(instance.settings(url));
  }
}
