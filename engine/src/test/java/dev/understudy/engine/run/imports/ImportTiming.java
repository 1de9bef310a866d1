// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.engine.run.imports.ImportRequest.Mode;
import dev.understudy.engine.testing.World;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How long a first and a second full import of 100,000 users and of groups with 1,000,000 members
/// in all take, on the store in memory. Run by hand.
final class ImportTiming {
  private static final int USERS = 100_000;
  private static final int GROUPS = 100;
  private static final int MEMBERS = 10_000;

  private ImportTiming() {}

  public static void main(String[] arguments) throws InterruptedException {
    for (int round = 0; round < 2; round++) {
      World world = new World();
      time("first import of users", world, false);
      time("first import of groups too", world, true);
      time("second import", world, true);
    }
  }

  private static void time(String what, World world, boolean groups) throws InterruptedException {
    ScriptedSource source =
        new ScriptedSource() {
          @Override
          void read(ImportSink sink) throws InterruptedException {
            for (int i = 0; i < USERS; i++) {
              sink.accept(
                  new ImportedChange.Present(
                      Anchor.of("u" + i),
                      nameOf(i),
                      "user",
                      Attributes.builder().add("title", "t" + i).add("mail", "m" + i).build()));
            }
            for (int group = 0; groups && group < GROUPS; group++) {
              List<Value> members = new ArrayList<>(MEMBERS);
              for (int i = 0; i < MEMBERS; i++) {
                members.add(Value.of(nameOf((int) ((group * 7919L + i * 31L) % USERS))));
              }
              sink.accept(
                  new ImportedChange.Present(
                      Anchor.of("g" + group),
                      Dn.of("CN=g" + group + ",OU=groups,DC=x"),
                      "group",
                      new Attributes(Map.of("member", members))));
            }
          }
        };
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    world.imported(source, Mode.FULL);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Duration decided = Duration.ofNanos(threads.getCurrentThreadCpuTime() - cpu);
    System.out.printf(
        "%s: %,d ms, of which %,d ms deciding%n", what, took.toMillis(), decided.toMillis());
  }

  private static Dn nameOf(int i) {
    return Dn.of("CN=user " + i + ",OU=people,DC=x");
  }
}
