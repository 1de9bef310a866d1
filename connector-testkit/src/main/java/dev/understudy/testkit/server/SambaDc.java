// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit.server;

import dev.understudy.testkit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A domain controller of an Active Directory forest of its own, from the Debian package
/// `samba-ad-dc`, in a temporary folder, on an address of the loopback network that nobody else
/// uses: it needs its well-known ports. LDAP, LDAPS, Kerberos; `CONTOSO`, `contoso.local`.
public final class SambaDc implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/samba");
  private static final Path TOOL = Path.of("/usr/bin/samba-tool");
  private static final Path LDBADD = Path.of("/usr/bin/ldbadd");
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final String PASSWORD = "Passw0rd!x";
  private static final int LDAPS = 636;
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  private final Path folder;
  private final String host;
  private final TestCertificates certificates;
  private @Nullable Process process;

  private SambaDc() throws IOException {
    folder = Files.createTempDirectory("samba");
    host = freeAddress();
    provision();
    certificates = TestCertificates.in(folder, host);
    Files.setPosixFilePermissions(
        folder.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
    configure();
    // What the service that is not run here would do at its first start.
    modify(
        """
        dn: CN=DC1,OU=Domain Controllers,%s
        changetype: modify
        add: servicePrincipalName
        servicePrincipalName: ldap/%s
        """
            .formatted(suffix(), dnsName()));
  }

  /// Makes a domain and its domain controller, which does not run yet; skips the test where it
  /// cannot.
  public static SambaDc prepare() {
    if (!Files.isExecutable(PROGRAM)
        || !Files.isExecutable(TOOL)
        || !Files.isExecutable(LDBADD)
        || !"root".equals(System.getProperty("user.name"))) {
      throw Requirement.missing(
          "a Samba domain controller (and root to run it)",
          "apt-get install samba samba-ad-dc samba-ad-provision winbind ldb-tools");
    }
    try {
      return new SambaDc();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same, running.
  public static SambaDc running() {
    SambaDc dc = prepare();
    dc.start();
    return dc;
  }

  /// Its address, which is also the name in its certificate.
  public String host() {
    return host;
  }

  /// Its DNS name, which nobody resolves.
  public String dnsName() {
    return "dc1.contoso.local";
  }

  /// `ldaps://address:636`.
  public String url() {
    return "ldaps://" + host + ":" + LDAPS;
  }

  /// `ldap://address:389`.
  public String clearUrl() {
    return "ldap://" + host + ":389";
  }

  /// The domain.
  public String suffix() {
    return "DC=contoso,DC=local";
  }

  /// The Kerberos realm.
  public String realm() {
    return "CONTOSO.LOCAL";
  }

  /// The account that may do everything.
  public String administrator() {
    return "Administrator@contoso.local";
  }

  /// Its password.
  public String password() {
    return PASSWORD;
  }

  /// The certificate of the authority that signed the server's, in PEM.
  public Path caFile() {
    return certificates.authority();
  }

  /// A folder of this server in which tests may put files.
  public Path folder() {
    return folder;
  }

  /// Runs `samba-tool` on the database of this server.
  public void tool(String... arguments) {
    List<String> command = new ArrayList<>(List.of(TOOL.toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-s", configuration().toString()));
    Slapd.run(command);
  }

  /// Adds entries to the database directly, far faster than over the wire.
  public void load(String ldif) {
    ldb(LDBADD, ldif);
  }

  /// Changes the database directly, past all rules of the directory.
  public void modify(String ldif) {
    ldb(Path.of("/usr/bin/ldbmodify"), ldif);
  }

  private void ldb(Path program, String ldif) {
    try {
      Path file = Files.createTempFile(folder, "load", ".ldif");
      Files.writeString(file, ldif);
      Slapd.run(
          List.of(
              program.toString(),
              "-H",
              folder.resolve("private/sam.ldb").toString(),
              "--relax",
              file.toString()));
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keeps a copy of the database of a server that does not run.
  public void backUp() {
    Slapd.run(List.of("rm", "-rf", folder.resolve("backup").toString()));
    copy("private", "backup");
  }

  /// Puts the copy back, as somebody does who restores a disk and does not know better.
  public void restore() {
    Slapd.run(List.of("rm", "-rf", folder.resolve("private").toString()));
    copy("backup", "private");
  }

  private void copy(String from, String to) {
    Slapd.run(List.of("cp", "-a", folder.resolve(from).toString(), folder.resolve(to).toString()));
  }

  /// Starts the server and waits until it answers.
  public void start() {
    List<String> command =
        List.of(
            PROGRAM.toString(),
            "-s",
            configuration().toString(),
            "--foreground",
            "--no-process-group",
            "--debug-stdout",
            "-M",
            "single");
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("samba.log").toFile()))
              .start();
      process = started;
      // A test that is cut short must not leave a server behind.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started)));
      awaitPort(started);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the server at once; its data stays.
  public void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      end(running);
    }
  }

  @Override
  public void close() {
    kill();
    Slapd.run(List.of("rm", "-rf", folder.toString()));
  }

  private static void end(Process running) {
    List<ProcessHandle> children = running.descendants().toList();
    running.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      if (!running.waitFor(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("samba does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void provision() {
    Slapd.run(
        List.of(
            TOOL.toString(),
            "domain",
            "provision",
            "--realm=" + realm(),
            "--domain=CONTOSO",
            "--adminpass=" + PASSWORD,
            "--server-role=dc",
            "--dns-backend=NONE",
            "--targetdir=" + folder,
            "--host-ip=" + host,
            "--host-name=dc1",
            "--option=bind interfaces only=yes",
            "--option=interfaces=" + host + "/8",
            "--option=vfs objects=dfs_samba4 acl_xattr xattr_tdb",
            "--option=pid directory=" + folder.resolve("run"),
            "--option=ncalrpc dir=" + folder.resolve("ncalrpc"),
            "--option=winbindd socket directory=" + folder.resolve("winbindd"),
            "--option=ntp signd socket directory=" + folder.resolve("ntp")));
  }

  private void configure() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(configuration())) {
      if (line.strip().startsWith("server services")) {
        text.append("\tserver services = ldap, kdc\n");
        text.append("\ttls certfile = ").append(folder.resolve("server.pem")).append('\n');
        text.append("\ttls keyfile = ").append(folder.resolve("server.key")).append('\n');
        text.append("\ttls cafile = ").append(folder.resolve("ca.pem")).append('\n');
        // As Windows: with TLS the login needs no encryption of its own.
        text.append("\tldap server require strong auth = allow_sasl_over_tls\n");
        text.append("\tlog level = 0\n");
      } else if (!line.strip().startsWith("panic action")) {
        text.append(line).append('\n');
      }
    }
    Files.writeString(configuration(), text);
  }

  private void awaitPort(Process started) throws IOException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(
            "samba did not start:\n" + Files.readString(folder.resolve("samba.log")));
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while samba started", e);
      }
    }
  }

  private boolean answers() {
    try (Socket ldaps = new Socket();
        Socket kerberos = new Socket()) {
      ldaps.connect(new InetSocketAddress(host, LDAPS), 200);
      kerberos.connect(new InetSocketAddress(host, 88), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// An address on which nobody listens: of this process, so that others find others.
  private static String freeAddress() throws IOException {
    long pid = ProcessHandle.current().pid();
    for (int attempt = 0; attempt < 250; attempt++) {
      String address =
          "127.%d.%d.%d"
              .formatted(
                  64 + pid / 250 % 128, 1 + pid % 250, 1 + ADDRESSES.incrementAndGet() % 250);
      if (isFree(address)) {
        return address;
      }
    }
    throw new IOException("no address of 127.0.0.0/8 has its ports 389 and 636 free");
  }

  private static boolean isFree(String address) {
    try (ServerSocket ldap = new ServerSocket();
        ServerSocket ldaps = new ServerSocket()) {
      ldap.bind(new InetSocketAddress(address, 389));
      ldaps.bind(new InetSocketAddress(address, LDAPS));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Path configuration() {
    return folder.resolve("etc/smb.conf");
  }
}
