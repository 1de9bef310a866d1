// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.store.Store;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a file holds after its process was killed.
final class SqliteCrashTest {
  private static final int KILLS = 8;

  @TempDir Path folder;

  @Test
  void everyAcknowledgedListIsThereWholeAndNoHalfOne() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String url = "sqlite:" + folder.resolve("store.db");
    int acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (CrashingWriter.Running writer = CrashingWriter.start(url)) {
        int seen = writer.awaitLists(1 + random.nextInt(20));
        Thread.sleep(random.nextInt(30));
        acknowledged = writer.kill(Math.max(seen, acknowledged));
      }
      try (Store store = SqlStores.open(url)) {
        assertThat(CrashingWriter.faults(store, acknowledged)).isEmpty();
        acknowledged = CrashingWriter.last(store);
      }
    }
    assertThat(acknowledged).isGreaterThan(KILLS);
  }
}
