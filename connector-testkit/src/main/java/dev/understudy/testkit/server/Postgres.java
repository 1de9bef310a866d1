// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit.server;

import dev.understudy.testkit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PostgreSQL server from the Debian package `postgresql`, in a temporary folder, on loopback,
/// with one empty database and an account that may do everything.
public final class Postgres implements AutoCloseable {
  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
  private static final int CALL_SECONDS_MAX = 60;

  /// The password of the account.
  public static final String PASSWORD = "rehearsal";

  private final Path programs;
  private final Path folder;
  private final int port;
  private final boolean durable;

  private Postgres(Path programs, boolean durable) throws IOException {
    this.programs = programs;
    this.durable = durable;
    this.folder = Files.createTempDirectory("postgres");
    this.port = freePort();
  }

  /// Starts a server that does not care for power failures; skips the test when the package is not
  /// installed.
  public static Postgres start() {
    return start(false);
  }

  /// Starts a server that keeps what it acknowledged, whatever happens to it.
  public static Postgres startDurable() {
    return start(true);
  }

  private static Postgres start(boolean durable) {
    try {
      Postgres postgres = new Postgres(programs(), durable);
      postgres.create();
      // A test that is cut short must not leave a server behind.
      Runtime.getRuntime().addShutdownHook(new Thread(postgres::kill));
      postgres.run();
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The URL of the database, without an account.
  public String url() {
    return url("postgres");
  }

  /// The URL of another database of the server.
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /// The name of the account.
  public String user() {
    return "understudy";
  }

  /// Its password.
  public String password() {
    return PASSWORD;
  }

  private static Path programs() throws IOException {
    if (Files.isDirectory(PACKAGES)) {
      try (Stream<Path> versions = Files.list(PACKAGES)) {
        Path newest =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (newest != null) {
          return newest;
        }
      }
    }
    throw Requirement.missing("PostgreSQL", "apt-get install postgresql");
  }

  private void create() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    if (isRoot()) {
      execute(List.of("chown", "-R", "postgres", folder.toString()));
    }
    execute(
        asServer(
            programs.resolve("initdb").toString(),
            "--pgdata=" + data(),
            "--username=" + user(),
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync"));
  }

  /// Starts the server again after [#kill()].
  public void run() {
    execute(
        asServer(
            programs.resolve("pg_ctl").toString(),
            "start",
            "--wait",
            "--pgdata=" + data(),
            "--log=" + folder.resolve("log"),
            "--options=-p %d -c listen_addresses=127.0.0.1 -c fsync=%s -c unix_socket_directories=%s"
                .formatted(port, durable ? "on" : "off", folder)));
  }

  /// Kills all of the server's processes, as a power failure would.
  public void kill() {
    Path pidFile = data().resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    try {
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst());
      ProcessHandle.of(pid)
          .ifPresent(postmaster -> {
            List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
            all.addFirst(postmaster);
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(process -> process.onExit().join());
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// The server refuses to run as root.
  private static List<String> asServer(String... command) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    all.addAll(List.of(command));
    return all;
  }

  /// What the server writes goes to a file: it keeps the output open for as long as it runs.
  private void execute(List<String> command) {
    try {
      Path output = Files.createTempFile("postgres", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(CALL_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + Files.readString(output));
      }
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
