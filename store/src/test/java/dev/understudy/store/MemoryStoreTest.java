// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A store without a file, which ends when it is closed.
final class MemoryStoreTest {
  @Test
  void whatIsWrittenIsReadAndGoneWithTheStore() {
    try (Store store = SqlStores.open("sqlite::memory:")) {
      StoreHistory history = new StoreHistory(store, 42);
      history.write();
      history.write();
      new StoreComparison(store, history.model()).all();
      store.write(List.of(new Change.PutNote("k", "v")));
      assertThat(store.note("k")).hasValue("v");
    }
    try (Store store = SqlStores.open("sqlite::memory:")) {
      assertThat(store.note("k")).isEmpty();
      assertThat(store.dictionary().number("mail")).isEqualTo(1);
    }
  }
}
