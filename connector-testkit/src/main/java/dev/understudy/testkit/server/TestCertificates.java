// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A certificate authority that lives as long as a test, and a server certificate signed by it.
/// RSA, because GnuTLS does not read the elliptic curve keys that Java writes.
///
/// @param authority the authority's certificate in PEM
/// @param store the server's key and certificate, and the authority, as PKCS 12
public record TestCertificates(Path authority, Path store) {
  /// The password of the store.
  public static final String PASSWORD = "changeit";

  /// Makes `ca.pem`, `server.pem` and `server.key` in `folder`, for a server called `host`, which
  /// may be an address; then also for one called 127.0.0.1.
  public static TestCertificates in(Path folder, String host) throws IOException {
    return in(folder, host, List.of("-validity", "30"));
  }

  /// The same with a server certificate that was valid until yesterday.
  public static TestCertificates expired(Path folder, String host) throws IOException {
    return in(folder, host, List.of("-startdate", "-10d", "-validity", "9"));
  }

  private static TestCertificates in(Path folder, String host, List<String> validity)
      throws IOException {
    Path store = folder.resolve("certificates.p12");
    generate(store, "ca", "CN=Test Authority", List.of("-ext", "bc:c"));
    generate(store, "server", "CN=" + host, List.of());
    Path request = folder.resolve("server.csr");
    Path signed = folder.resolve("server.pem");
    keytool(store, List.of("-certreq", "-alias", "server", "-file", request.toString()));
    List<String> signing =
        new ArrayList<>(
            List.of(
                "-gencert",
                "-alias",
                "ca",
                "-rfc",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                host.matches("[0-9.]+") ? "san=ip:" + host + ",ip:127.0.0.1" : "san=dns:" + host));
    signing.addAll(validity);
    keytool(store, signing);
    keytool(
        store, List.of("-importcert", "-noprompt", "-alias", "server", "-file", signed.toString()));
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      write(
          folder.resolve("server.key"),
          "PRIVATE KEY",
          keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
      Certificate authority = keys.getCertificate("ca");
      write(folder.resolve("ca.pem"), "CERTIFICATE", authority.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException("the test certificates cannot be made", e);
    }
    return new TestCertificates(folder.resolve("ca.pem"), store);
  }

  private static void generate(Path store, String alias, String name, List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "30"));
    arguments.addAll(more);
    keytool(store, arguments);
  }

  private static void keytool(Path store, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    Slapd.run(command);
  }

  private static void write(Path file, String kind, byte[] encoded) throws IOException {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(encoded);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind));
  }
}
