// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a PostgreSQL database holds after the process that writes, or the server, was killed.
final class PostgresCrashTest {
  private static final int KILLS = 8;

  private Optional<PostgresInstance> server = Optional.empty();

  @BeforeEach
  void startServer() {
    server = Optional.of(new PostgresInstance());
  }

  @AfterEach
  void stopServer() {
    server.ifPresent(PostgresInstance::close);
  }

  @Test
  void everyAcknowledgedListIsThereWholeAndNoHalfOne() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    PostgresInstance instance = server.orElseThrow();
    String url = instance.newDatabase();
    int acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (CrashingWriter.Running writer = CrashingWriter.start(url)) {
        int seen = writer.awaitLists(1 + random.nextInt(20));
        Thread.sleep(random.nextInt(30));
        acknowledged = writer.kill(Math.max(seen, acknowledged));
      }
      try (Store store = openOnceFree(instance.settings(url))) {
        assertThat(CrashingWriter.faults(store, acknowledged)).isEmpty();
        acknowledged = CrashingWriter.last(store);
      }
    }
    assertThat(acknowledged).isGreaterThan(KILLS);
  }

  @Test
  void theWriterGoesOnAfterTheServerWasKilled() throws Exception {
    PostgresInstance instance = server.orElseThrow();
    String url = instance.newDatabase();
    int acknowledged;
    try (CrashingWriter.Running writer = CrashingWriter.start(url)) {
      int seen = writer.awaitLists(5);
      for (int kill = 0; kill < 2; kill++) {
        instance.kill();
        instance.run();
        seen = Math.max(seen, writer.awaitLists(20));
      }
      acknowledged = writer.kill(seen);
    }
    try (Store store = openOnceFree(instance.settings(url))) {
      assertThat(CrashingWriter.faults(store, acknowledged)).isEmpty();
    }
  }

  @Test
  void anOpenStoreReadsAndWritesAgainOnceTheServerIsBack() {
    PostgresInstance instance = server.orElseThrow();
    try (Store store = SqlStores.open(instance.settings(instance.newDatabase()))) {
      store.write(List.of(new Change.PutNote("k", "before")));
      instance.kill();
      assertThatThrownBy(() -> store.note("k"))
          .isInstanceOfSatisfying(
              StoreException.class,
              failure -> assertThat(failure.code()).isEqualTo(StoreException.Code.UNAVAILABLE));
      assertThatThrownBy(() -> store.write(List.of(new Change.PutNote("k", "while away"))))
          .isInstanceOf(StoreException.class);
      instance.run();
      assertThat(store.note("k")).hasValue("before");
      store.write(List.of(new Change.PutNote("k", "after")));
      assertThat(store.note("k")).hasValue("after");
    }
  }

  /// The server notices only after a moment that a process is gone.
  private static Store openOnceFree(StoreSettings settings) throws InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        return SqlStores.open(settings);
      } catch (StoreException e) {
        if (e.code() != StoreException.Code.LOCKED || attempt == 100) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }
}
