// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.store.StoreException;
import dev.understudy.testkit.server.Postgres;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A process that writes numbered lists of changes to a store and prints each number once the write
/// returned, until it is killed; and the questions that tell whether a store holds whole lists
/// only.
final class CrashingWriter {
  /// The number of the last list.
  static final String LAST = "last list";

  /// Objects that each list puts anew.
  static final int NEW_OBJECTS = 60;

  /// Objects that each list replaces.
  static final int OLD_OBJECTS = 40;

  private static final long FIRST_NEW = 1_000;

  private CrashingWriter() {}

  /// The process. After the server went away it tries the same list again.
  public static void main(String[] arguments) throws InterruptedException {
    StoreSettings settings =
        new StoreSettings(
            arguments[0], "understudy", Postgres.PASSWORD, StoreSettings.CACHE_MEGABYTES);
    try (Store store = SqlStores.open(settings)) {
      System.out.println("open");
      int number = last(store) + 1;
      // Nobody to print to: whoever started this process is gone.
      while (!System.out.checkError()) {
        try {
          store.write(changes(number));
          System.out.println(number);
          number++;
        } catch (StoreException e) {
          if (e.code() != StoreException.Code.UNAVAILABLE) {
            throw e;
          }
          Thread.sleep(50);
        }
      }
    }
  }

  static int last(Store store) {
    return store.note(LAST).map(Integer::parseInt).orElse(0);
  }

  private static List<Change> changes(int number) {
    RandomObjects objects = new RandomObjects(new Random(number));
    List<Change> changes = new ArrayList<>();
    for (long id = 1; id <= OLD_OBJECTS; id++) {
      // The names wander from object to object.
      Dn dn = Dn.of("CN=old " + (id + number) % OLD_OBJECTS);
      changes.add(new Change.PutSpace(objects.space(id, 1, dn, Anchor.of("old " + id))));
      changes.add(new Change.PutSpaceLink(new SpaceLink(id, 1, id, number)));
    }
    long first = FIRST_NEW + (long) number * NEW_OBJECTS;
    for (long id = first; id < first + NEW_OBJECTS; id++) {
      Dn dn = Dn.of("CN=new " + id);
      changes.add(new Change.PutSpace(objects.space(id, 2, dn, Anchor.of("new " + id))));
      changes.add(new Change.PutSpaceLink(new SpaceLink(id, 1, id - 1, 1)));
    }
    changes.add(new Change.PutNote(LAST, Integer.toString(number)));
    return changes;
  }

  /// What is wrong with the store, given the last number that the process printed; empty when
  /// nothing is.
  static List<String> faults(Store store, int acknowledged) {
    List<String> faults = new ArrayList<>();
    int last = last(store);
    if (last < acknowledged || last > acknowledged + 1) {
      faults.add("list " + acknowledged + " was acknowledged, the last one is " + last);
    }
    if (last == 0) {
      return faults;
    }
    if (store.space().count(1, 0) != OLD_OBJECTS) {
      faults.add(store.space().count(1, 0) + " old objects");
    }
    if (store.space().count(2, 0) != (long) last * NEW_OBJECTS) {
      faults.add(store.space().count(2, 0) + " new objects after list " + last);
    }
    List<Change> expected = changes(last);
    for (Change change : expected) {
      if (change instanceof Change.PutSpace(SpaceObject object)
          && !store.space().objects(List.of(object.id())).equals(List.of(object))) {
        faults.add("object " + object.id() + " is not that of list " + last);
      }
      if (change instanceof Change.PutSpaceLink(SpaceLink link)
          && !store.space().links(link.owner(), 0, null, 9).equals(List.of(link))) {
        faults.add(link + " of list " + last + " is not there");
      }
    }
    return faults;
  }

  /// Starts the process.
  static Running start(String url) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingWriter.class.getName(),
                url)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new Running(process, process.inputReader(StandardCharsets.UTF_8));
  }

  /// The process, from outside.
  record Running(Process process, BufferedReader output) implements AutoCloseable {
    /// Waits until it has the store open and has written so many lists more.
    int awaitLists(int lists) throws IOException {
      int last = 0;
      for (int i = 0; i <= lists; i++) {
        String line = output.readLine();
        if (line == null) {
          throw new IOException("the writing process ended with " + process.exitValue());
        }
        last = line.equals("open") ? last : Integer.parseInt(line);
      }
      return last;
    }

    /// Ends it as a crash would; returns the last number that it printed.
    int kill(int lastSeen) throws IOException, InterruptedException {
      // The handle, for the process itself would close the output that is still to be read.
      process.toHandle().destroyForcibly();
      process.waitFor();
      int last = lastSeen;
      String line = output.readLine();
      while (line != null) {
        last = Integer.parseInt(line);
        line = output.readLine();
      }
      return last;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
