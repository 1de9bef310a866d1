// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PostgreSQL server of its own for tests: in a temporary folder, on a free port of the loopback
/// address, ended with the test process.
final class PostgresInstance implements AutoCloseable {
  static final String PASSWORD = "rehearsal";
  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

  private final Path programs;
  private final Path folder;
  private final int port;
  private int databases;

  private PostgresInstance(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  /// Starts one; empty when the machine has no PostgreSQL.
  static Optional<PostgresInstance> start() {
    Optional<Path> programs = programs();
    if (programs.isEmpty()) {
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("PostgreSQL is missing: install postgresql-15 or later");
      }
      System.out.println("skipped: PostgreSQL is not installed (Debian package postgresql)");
      return Optional.empty();
    }
    try {
      PostgresInstance instance =
          new PostgresInstance(programs.get(), Files.createTempDirectory("pg-test"), freePort());
      instance.create();
      instance.run();
      return Optional.of(instance);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> programs() {
    if (!Files.isDirectory(PACKAGES)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(PACKAGES)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Path::compareTo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void create() throws IOException {
    Path password = folder.resolve("password");
    Files.writeString(password, PASSWORD);
    if (isRoot()) {
      execute(List.of("chown", "-R", "postgres", folder.toString()));
    }
    execute(
        asServer(
            programs.resolve("initdb").toString(),
            "--pgdata=" + data(),
            "--username=understudy",
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync"));
  }

  /// Starts the server, after it was created or killed.
  void run() {
    execute(
        asServer(
            programs.resolve("pg_ctl").toString(),
            "start",
            "--wait",
            "--pgdata=" + data(),
            "--log=" + folder.resolve("log"),
            "--options=-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s"
                .formatted(port, folder)));
  }

  /// Kills all of the server's processes, as a power failure would.
  void kill() {
    ProcessHandle postmaster = postmaster();
    List<ProcessHandle> processes = new ArrayList<>(postmaster.descendants().toList());
    processes.addFirst(postmaster);
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }

  private ProcessHandle postmaster() {
    try {
      long pid = Long.parseLong(Files.readAllLines(data().resolve("postmaster.pid")).getFirst());
      return ProcessHandle.of(pid).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The URL of a new, empty database.
  String newDatabase() {
    String name = "store" + ++databases;
    execute("CREATE DATABASE " + name);
    return url(name);
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  StoreSettings settings(String url) {
    return new StoreSettings(url, "understudy", PASSWORD, StoreSettings.CACHE_MEGABYTES);
  }

  void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(url("postgres"), "understudy", PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
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

  private void execute(List<String> command) {
    try {
      Path output = Files.createTempFile("pg-test", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
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

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
