// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit.server;

import dev.understudy.testkit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An OpenLDAP server from the Debian package `slapd`, in a temporary folder, on loopback. The
/// suffix entry is there from the beginning; everything else is for the test to add.
public final class Slapd implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/slapd");
  private static final Duration START_MAX = Duration.ofSeconds(20);
  private static final String PASSWORD = "secret";

  private final SlapdOptions options;
  private final Path folder;
  private final int port;
  private final int tlsPort;
  private final @Nullable TestCertificates certificates;
  private @Nullable Process process;

  private Slapd(SlapdOptions options) throws IOException {
    this.options = options;
    folder = Files.createTempDirectory("slapd");
    port = freePort();
    tlsPort = freePort();
    certificates = options.tls() ? TestCertificates.in(folder, "localhost") : null;
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(configuration(), SlapdConfiguration.text(options, folder, PASSWORD));
  }

  /// Starts a server; skips the test when the package is not installed.
  public static Slapd start(SlapdOptions options) {
    Slapd slapd = prepare(options);
    slapd.start();
    return slapd;
  }

  /// A server that is not running yet, so that [#load] can fill it.
  public static Slapd prepare(SlapdOptions options) {
    if (!Files.isExecutable(PROGRAM)) {
      throw Requirement.missing("slapd", "apt-get install slapd ldap-utils");
    }
    try {
      Slapd slapd = new Slapd(options);
      slapd.load(SlapdConfiguration.suffixEntry(options.suffix()));
      return slapd;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `ldap://127.0.0.1:port`.
  public String url() {
    return "ldap://127.0.0.1:" + port;
  }

  /// `ldaps://localhost:port`, for the name in the certificate.
  public String tlsUrl() {
    return "ldaps://localhost:" + tlsPort;
  }

  /// The port without TLS.
  public int port() {
    return port;
  }

  /// The port with TLS from the first byte.
  public int tlsPort() {
    return tlsPort;
  }

  /// The name of the account that may do everything.
  public String rootDn() {
    return "cn=admin," + options.suffix();
  }

  /// Its password.
  public String password() {
    return PASSWORD;
  }

  /// The suffix.
  public String suffix() {
    return options.suffix();
  }

  /// The certificate of the authority that signed the server's, in PEM.
  public Path caFile() {
    if (certificates == null) {
      throw new IllegalStateException("this server was started without TLS");
    }
    return certificates.authority();
  }

  /// Adds the entries of an LDIF text to the database of a server that is not running; far faster
  /// than over the wire.
  public void load(String ldif) {
    try {
      Path file = Files.createTempFile(folder, "load", ".ldif");
      Files.writeString(file, ldif);
      load(file);
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds the entries of an LDIF file to the database of a server that is not running.
  public void load(Path ldif) {
    if (process != null) {
      throw new IllegalStateException("stop the server before loading a file");
    }
    run(
        List.of(
            "/usr/sbin/slapadd",
            "-q",
            "-w",
            "-f",
            configuration().toString(),
            "-l",
            ldif.toString()));
  }

  /// Starts the server and waits until it answers.
  public void start() {
    List<String> command =
        new ArrayList<>(List.of(PROGRAM.toString(), "-d", "0", "-f", configuration().toString()));
    command.add("-h");
    command.add(options.tls() ? url() + " ldaps://127.0.0.1:" + tlsPort : url());
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      Process started = process;
      // A test that is cut short must not leave a server behind.
      Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
      awaitPort(started);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stops the server in its own good time; its data stays.
  public void stop() {
    end(Process::destroy);
  }

  /// Kills the server as a power failure would.
  public void kill() {
    end(Process::destroyForcibly);
  }

  /// Makes the server deaf: connections stay open and nothing is answered.
  public void pause() {
    signal("-STOP");
    awaitStopped();
  }

  /// Ends [#pause()].
  public void resume() {
    signal("-CONT");
  }

  @Override
  public void close() {
    if (process != null) {
      resume();
      kill();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String signal) {
    Process running = process;
    if (running != null) {
      run(List.of("kill", signal, Long.toString(running.pid())));
    }
  }

  /// A signal to stop takes effect when the system finds time for it; until then answers still
  /// come.
  private void awaitStopped() {
    Process running = process;
    if (running == null) {
      return;
    }
    Path threads = Path.of("/proc", Long.toString(running.pid()), "task");
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (System.nanoTime() < deadline) {
      try (Stream<Path> all = Files.list(threads)) {
        if (all.allMatch(Slapd::isStopped)) {
          return;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Thread.onSpinWait();
    }
    throw new IllegalStateException("slapd does not stop");
  }

  private static boolean isStopped(Path thread) {
    try {
      return Files.readString(thread.resolve("stat")).contains(") T ");
    } catch (IOException e) {
      return true;
    }
  }

  private void end(Consumer<Process> how) {
    Process running = process;
    if (running == null) {
      return;
    }
    process = null;
    how.accept(running);
    try {
      if (!running.waitFor(20, TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitPort(Process started) throws IOException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("slapd did not start:\n" + Files.readString(log()));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while slapd started", e);
      }
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Path configuration() {
    return folder.resolve("slapd.conf");
  }

  private Path log() {
    return folder.resolve("slapd.log");
  }

  static void run(List<String> command) {
    try {
      Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (run.waitFor() != 0) {
        throw new IllegalStateException(command.getFirst() + " failed: " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command.getFirst() + " was interrupted", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
