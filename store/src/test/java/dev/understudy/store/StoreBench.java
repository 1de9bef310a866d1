// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.LinkCounts;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.DnKey;
import dev.understudy.value.Value;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;

/// How fast a store is. Not a test: run it by hand, with the store's URL.
final class StoreBench {
  private static final int OBJECTS = 330_000;
  private static final int LINKS = 1_000_000;
  private static final int BATCH = Integer.getInteger("batch", 5_000);
  private static final int LINK_BATCH = Integer.getInteger("lbatch", 20_000);

  private final Store store;
  private final Random random = new Random(1);

  private StoreBench(Store store) {
    this.store = store;
  }

  public static void main(String[] arguments) {
    String user = arguments.length > 1 ? arguments[1] : "";
    String password = arguments.length > 2 ? arguments[2] : "";
    StoreSettings settings =
        new StoreSettings(arguments[0], user, password, StoreSettings.CACHE_MEGABYTES);
    try (Store store = SqlStores.open(settings)) {
      new StoreBench(store).run();
    }
  }

  private void run() {
    if (!Boolean.getBoolean("fast")) {
      codec();
    }
    write("insert objects", OBJECTS, BATCH, i -> new Change.PutSpace(object(i + 1, 0)));
    write("insert links", LINKS, LINK_BATCH, i -> new Change.PutSpaceLink(link(i, 3)));
    if (Boolean.getBoolean("fast")) {
      return;
    }
    write("upsert objects", OBJECTS, BATCH, i -> new Change.PutSpace(object(i + 1, 1)));
    write("upsert links", LINKS, LINK_BATCH, i -> new Change.PutSpaceLink(link(i, 1)));
    reads();
    long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    System.out.printf("heap in use %d MB%n", heap >> 20);
  }

  private void codec() {
    SpaceCodec codec = new SpaceCodec();
    SpaceObject object = object(1, 0);
    byte[] body = codec.write(object);
    SpaceRow row =
        new SpaceRow(
            1,
            1,
            1,
            1,
            1,
            0,
            1,
            object.identity().dn().key().toBytes(),
            new byte[16],
            "CN=x",
            body);
    System.out.printf("body of %d bytes%n", body.length);
    int rounds = 1_000_000;
    long sum = 0;
    for (int warm = 0; warm < 2; warm++) {
      long start = System.nanoTime();
      for (int i = 0; i < rounds; i++) {
        sum += codec.write(object).length;
      }
      long written = System.nanoTime();
      for (int i = 0; i < rounds; i++) {
        sum += SpaceCodec.read(row).id();
      }
      System.out.printf(
          "codec: write %.2f µs, read %.2f µs (%d)%n",
          (written - start) / 1e3 / rounds, (System.nanoTime() - written) / 1e3 / rounds, sum);
    }
  }

  private void write(String what, int count, int batch, LongFunction<Change> change) {
    long nanos = 0;
    long cpu = 0;
    for (int from = 0; from < count; from += batch) {
      List<Change> changes = new ArrayList<>(batch);
      for (int i = from; i < Math.min(count, from + batch); i++) {
        changes.add(change.apply(i));
      }
      long start = System.nanoTime();
      long cpuStart = cpu();
      store.write(changes);
      nanos += System.nanoTime() - start;
      cpu += cpu() - cpuStart;
    }
    report(what, count, nanos, cpu);
  }

  private void reads() {
    List<DnKey> names = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    for (long id = 1; id <= OBJECTS; id++) {
      names.add(dn(id).key());
      ids.add(id);
    }
    Collections.shuffle(names, random);
    Collections.shuffle(ids, random);
    long start = System.nanoTime();
    long cpuStart = cpu();
    for (int from = 0; from + 1000 <= OBJECTS; from += 1000) {
      store.space().idsByDn(1, names.subList(from, from + 1000));
    }
    report("idsByDn in thousands", OBJECTS, System.nanoTime() - start, cpu() - cpuStart);
    start = System.nanoTime();
    cpuStart = cpu();
    for (int from = 0; from + 1000 <= OBJECTS; from += 1000) {
      store.space().objects(ids.subList(from, from + 1000));
    }
    report("objects in thousands, any order", OBJECTS, System.nanoTime() - start, cpu() - cpuStart);
    start = System.nanoTime();
    cpuStart = cpu();
    for (long id = 1; id + 1000 <= OBJECTS; id += 1000) {
      List<Long> neighbours = new ArrayList<>();
      for (long i = id; i < id + 1000; i++) {
        neighbours.add(i);
      }
      store.space().objects(neighbours);
    }
    report(
        "objects in thousands, neighbours", OBJECTS, System.nanoTime() - start, cpu() - cpuStart);
    start = System.nanoTime();
    cpuStart = cpu();
    long after = 0;
    for (int from = 0; from < OBJECTS; from += 1000) {
      after = store.space().page(1, after, 0, 1000).getLast().id();
    }
    report("pages of thousand", OBJECTS, System.nanoTime() - start, cpu() - cpuStart);
    start = System.nanoTime();
    cpuStart = cpu();
    int found = 0;
    for (long owner = 1; owner <= 10_000; owner++) {
      found += store.space().links(owner, 0, null, 1000).size();
    }
    report("links of 10,000 owners", found, System.nanoTime() - start, cpu() - cpuStart);
    start = System.nanoTime();
    cpuStart = cpu();
    store.space().page(1, 0, SpaceState.TO_SYNCHRONIZE, 1000);
    store.space().count(1, SpaceState.PENDING_EXPORT);
    report("nothing to do", 1, System.nanoTime() - start, cpu() - cpuStart);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void report(String what, int count, long nanos, long cpu) {
    System.out.printf(
        "%-34s %9d in %6.2f s = %,9.0f/s; with a core of its own %,9.0f/s%n",
        what, count, nanos / 1e9, count / (nanos / 1e9), count / (cpu / 1e9));
  }

  private static Dn dn(long id) {
    return Dn.of(
        "CN=User %06d,OU=Department %d,OU=People,DC=corp,DC=example".formatted(id, id % 97));
  }

  private SpaceLink link(long i, int flags) {
    return new SpaceLink(1 + i / 100, 40, 1 + (i * 7919) % OBJECTS, flags);
  }

  private SpaceObject object(long id, int version) {
    Image.Builder image = new Image.Builder(20);
    for (int attribute = 1; attribute <= 20; attribute++) {
      image.put(
          attribute * 3,
          List.of(
              attribute % 7 == 0
                  ? Value.of(id * 1000 + version)
                  : Value.of(
                      "value %d of %d in version %d....".formatted(attribute, id, version))));
    }
    byte[] anchor = ByteBuffer.allocate(16).putLong(id * 0x9E3779B97F4A7C15L).putLong(id).array();
    return new SpaceObject(
        id,
        1,
        new SpaceIdentity(dn(id), new Anchor(anchor), 1, 1, 1 + id % 97),
        new SpaceImages(
            image.build(), null, Sent.NOTHING, Intent.Unmanaged.UNMANAGED, LinkCounts.NONE),
        Lineage.NONE,
        new SpaceState(version == 0 ? SpaceState.PENDING_IMPORT : 0, null, null));
  }
}
