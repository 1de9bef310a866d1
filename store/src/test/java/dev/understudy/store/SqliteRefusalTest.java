// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.engine.store.Change;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.store.StoreException;
import dev.understudy.engine.store.StoreException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What cannot be opened, read or written, and what the message says.
final class SqliteRefusalTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("store.db");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void assertRefused(String url, Code code, String... texts) {
    assertThatThrownBy(() -> SqlStores.open(url).close())
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
              assertThat(refusal.getMessage()).contains(texts);
            });
  }

  @Test
  void aStoreOfANewerVersionIsRefusedAndUntouched() throws SQLException {
    SqlStores.open(file().toString()).close();
    execute("INSERT INTO understudy_version VALUES (4711)");
    assertRefused(file().toString(), Code.VERSION, "store.db", "4711", "newer");
    execute("DELETE FROM understudy_version WHERE version = 4711");
    SqlStores.open(file().toString()).close();
  }

  @Test
  void theDatabaseOfAnotherProgramIsRefusedAndUntouched() throws SQLException {
    execute("CREATE TABLE bookmarks (id INTEGER PRIMARY KEY)");
    assertRefused(file().toString(), Code.VERSION, "store.db", "bookmarks", "no store");
    execute("INSERT INTO bookmarks VALUES (1)");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(file(), "name,mail\n".repeat(1000));
    assertRefused(file().toString(), Code.VERSION, "store.db", "no SQLite database");
    assertThat(Files.size(file())).isEqualTo(10_000);
  }

  @Test
  void pathsThatCannotBeAStoreAreRefused() {
    assertRefused(folder + "/missing/store.db", Code.UNAVAILABLE, "no folder", "/missing");
    assertRefused(folder.toString(), Code.UNAVAILABLE, "expected a file");
    assertRefused("sqlite:", Code.UNAVAILABLE, "expected a file");
    assertRefused("jdbc:oracle:thin:@db", Code.UNAVAILABLE, "jdbc:postgresql://HOST/DATABASE");
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefused() throws IOException {
    Mount mount = Mount.tmpfs(folder.resolve("readonly"), "size=1m,ro");
    try (mount) {
      assertRefused(mount.folder() + "/store.db", Code.UNAVAILABLE, "must be writable");
    }
  }

  @Test
  void theStoreOfALivingProcessIsRefusedAndThatOfADeadOneIsNot() throws Exception {
    String url = "sqlite:" + file();
    try (CrashingWriter.Running holder = CrashingWriter.start(url)) {
      holder.awaitLists(1);
      assertRefused(url, Code.LOCKED, "store.db", "process " + holder.process().pid() + " on ");
      holder.process().toHandle().destroyForcibly();
      holder.process().waitFor();
    }
    assertThat(folder.resolve("store.db.lock")).content().contains("process ");
    SqlStores.open(url).close();
  }

  @Test
  void theSameFileByAnotherNameIsTheSameStore() throws IOException {
    try (Store _ = SqlStores.open(file().toString())) {
      Path link = Files.createSymbolicLink(folder.resolve("link.db"), file());
      assertRefused(link.toString(), Code.LOCKED, "store.db");
      assertRefused(folder + "/./store.db", Code.LOCKED, "store.db");
    }
  }

  @Test
  void aFullDiskKeepsNothingOfTheListAndLosesNothingThatWasWritten() throws IOException {
    Mount mount = Mount.tmpfs(folder.resolve("small"), "size=3m");
    try (mount;
        Store store = SqlStores.open(mount.folder() + "/store.db")) {
      int written = 0;
      StoreException failure = null;
      while (failure == null) {
        try {
          store.write(notes(written));
          written++;
        } catch (StoreException e) {
          failure = e;
        }
      }
      assertThat(failure.code()).as(failure.getMessage()).isEqualTo(Code.FULL);
      assertThat(failure).hasMessageContaining("No space is left");
      assertThat(written).isPositive();
      assertThat(store.note("0 of " + (written - 1))).isPresent();
      assertThat(store.note("0 of " + written)).isEmpty();
      mount.resize("size=30m");
      store.write(notes(written));
      assertThat(store.note("0 of " + written)).isPresent();
    }
  }

  private static List<Change> notes(int list) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      changes.add(new Change.PutNote(i + " of " + list, "x".repeat(10_000)));
    }
    return changes;
  }

  @Test
  void aDamagedObjectIsNamedAndTheOthersAreRead() throws SQLException {
    try (Store store = SqlStores.open(file().toString())) {
      store.write(
          List.of(
              new Change.PutSpace(StoreContractTest.object(17, 1, "CN=a", "x")),
              new Change.PutSpace(StoreContractTest.object(18, 1, "CN=b", "y"))));
    }
    execute("UPDATE space SET body = substr(body, 1, 6) WHERE id = 17");
    try (Store store = SqlStores.open(file().toString())) {
      assertThatThrownBy(() -> store.space().objects(List.of(17L)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("connector-space object 17 is damaged");
      assertThat(store.space().objects(List.of(18L))).hasSize(1);
    }
  }

  @Test
  void aDamagedFileIsReportedAsDamaged() throws IOException {
    try (Store store = SqlStores.open(file().toString())) {
      for (int i = 0; i < 20; i++) {
        store.write(notes(i));
      }
    }
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, 4096, bytes.length, (byte) 0x5a);
    Files.write(file(), bytes);
    assertRefused(file().toString(), Code.FAILED, "store.db", "damaged", "Restore a backup");
  }

  @Test
  void thePasswordIsNeverPrinted() {
    StoreSettings settings =
        new StoreSettings("jdbc:postgresql://u:secret@h/d?password=secret", "u", "secret", 64);
    assertThat(settings.toString()).doesNotContain("secret").contains("h/d");
  }

  /// A small file system in memory, where the machine lets the test make one.
  private record Mount(Path folder) implements AutoCloseable {
    static Mount tmpfs(Path folder, String options) throws IOException {
      Files.createDirectories(folder);
      boolean mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
      if (!mounted) {
        System.out.println("skipped: this user cannot mount a file system for the test");
      }
      assumeTrue(mounted, "skipped: this user cannot mount a file system for the test");
      return new Mount(folder);
    }

    void resize(String options) {
      assertThat(run("mount", "-o", "remount," + options, folder.toString())).isTrue();
    }

    private static boolean run(String... command) {
      try {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue()
            == 0;
      } catch (IOException _) {
        // There is no such program here.
        return false;
      }
    }

    @Override
    public void close() {
      assertThat(run("umount", folder.toString())).isTrue();
    }
  }
}
