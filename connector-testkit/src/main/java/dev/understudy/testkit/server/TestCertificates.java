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
public record TestCertificates(Path authority) {
  private static final String PASSWORD = "changeit";

  /// Makes `ca.pem`, `server.pem` and `server.key` in `folder`, for a server called `host`.
  public static TestCertificates in(Path folder, String host) throws IOException {
    Path store = folder.resolve("certificates.p12");
    generate(store, "ca", "CN=Test Authority", List.of("-ext", "bc:c"));
    generate(store, "server", "CN=" + host, List.of());
    Path request = folder.resolve("server.csr");
    Path signed = folder.resolve("server.pem");
    keytool(store, List.of("-certreq", "-alias", "server", "-file", request.toString()));
    keytool(
        store,
        List.of(
            "-gencert",
            "-alias",
            "ca",
            "-rfc",
            "-infile",
            request.toString(),
            "-outfile",
            signed.toString(),
            "-validity",
            "30",
            "-ext",
            "san=dns:" + host));
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
    return new TestCertificates(folder.resolve("ca.pem"));
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
