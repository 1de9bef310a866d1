// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import dev.understudy.connector.Watermark;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.testkit.server.SambaDc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// How long reads of a domain with 2,000 users and a group of 1,500 take. Run by hand.
final class AdTiming {
  private static final int USERS = 2_000;
  private static final int MEMBERS = 1_500;
  private static final int REPETITIONS = 20;

  private final AdDirectory directory;
  private Watermark since;

  private AdTiming(AdDirectory directory, Watermark since) {
    this.directory = directory;
    this.since = since;
  }

  /// Measures, and prints one line each.
  public static void main(String[] arguments) throws InterruptedException {
    SambaDc dc = TestForest.shared();
    try (AdDirectory directory =
        AdDirectory.on(dc, Map.of("delta", "dirsync", "page-size", "500"))) {
      List<String> users = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        users.add("CN=user" + i);
      }
      directory.makeUsers(users.toArray(String[]::new));
      directory.makeGroup("CN=all", users.subList(0, MEMBERS).toArray(String[]::new));
      directory.now();
      Watermark since = full(directory);
      AdTiming timing = new AdTiming(directory, since);
      timing.delta("nothing changed", 0, _ -> {});
      timing.delta(
          "one user changed", 1, i -> directory.change("CN=user" + i, "replace", "title", "t" + i));
      timing.delta(
          "one member more in a group of 1,500",
          1,
          i ->
              directory.change(
                  "CN=all", "add", "member", directory.dn("CN=user" + (MEMBERS + i)).text()));
    }
  }

  private static Watermark full(AdDirectory directory) throws InterruptedException {
    long[] times = new long[5];
    Watermark next = directory.now();
    for (int i = 0; i < times.length; i++) {
      CollectingSink sink = new CollectingSink();
      long begin = System.nanoTime();
      next = directory.readAll(sink);
      times[i] = System.nanoTime() - begin;
      expect(USERS + 1, sink);
    }
    print("full import of 2,000 users and a group of 1,500", times);
    return next;
  }

  private void delta(String what, int reports, IntConsumer change) throws InterruptedException {
    long[] times = new long[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      change.accept(i);
      CollectingSink sink = new CollectingSink();
      long begin = System.nanoTime();
      since = AdDirectory.next(directory.changes(since, sink));
      times[i] = System.nanoTime() - begin;
      expect(reports, sink);
    }
    print("delta import, " + what, times);
  }

  private static void expect(int changes, CollectingSink sink) {
    if (sink.changes().size() != changes) {
      throw new AssertionError(
          "expected %d reports, not %d".formatted(changes, sink.changes().size()));
    }
  }

  private static void print(String what, long[] times) {
    Arrays.sort(times);
    System.out.printf(
        "%-50s median %,.1f ms, best %,.1f ms, worst %,.1f ms%n",
        what, times[times.length / 2] / 1e6, times[0] / 1e6, times[times.length - 1] / 1e6);
  }
}
