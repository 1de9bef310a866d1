// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.tenant;

import dev.understudy.app.failure.AppException;
import dev.understudy.tenant.fault.Fault;
import dev.understudy.tenant.login.Client;
import dev.understudy.tenant.server.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// The folder in which a tenant lives. The certificate is a new one at every start.
///
/// @param path the folder
/// @param identity the key with which the tenant speaks TLS
/// @param client the application that may sign in
/// @param isNew whether the tenant was not there before
public record TenantFolder(Path path, TlsIdentity identity, Client client, boolean isNew) {
  private static final String CLIENT_ID = "00000000-0000-0000-0000-000000000001";
  private static final int SECRET_BYTES = 30;

  /// Opens one, and makes what is missing in it.
  public static TenantFolder open(Path folder) throws IOException {
    Path path = Files.createDirectories(folder).toRealPath();
    boolean isNew = !Files.exists(path.resolve("tenant.db"));
    Path secretFile = path.resolve("client-secret");
    if (!Files.exists(secretFile)) {
      byte[] random = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(random);
      if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            secretFile,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(secretFile, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
    TlsIdentity identity = TlsIdentity.generate();
    Files.writeString(path.resolve("certificate.pem"), identity.pem());
    Client client =
        new Client(
            CLIENT_ID,
            List.of(Files.readString(secretFile).strip()),
            List.of(),
            Client.SYNCHRONIZATION);
    return new TenantFolder(path, identity, client, isNew);
  }

  /// The fault of that name, as in `lost-answer`.
  public static Fault fault(String name) {
    String wanted = name.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            AppException.usage(
                "there is no fault %s; there are %s"
                    .formatted(
                        name,
                        String.join(
                            ", ",
                            Arrays.stream(Fault.values())
                                .map(fault ->
                                    fault.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .toList()))));
  }

  /// Where the objects are.
  public Path database() {
    return path.resolve("tenant.db");
  }

  /// Where the certificate is, for clients that shall trust it.
  public Path certificateFile() {
    return path.resolve("certificate.pem");
  }

  /// Where the secret of the client is.
  public Path secretFile() {
    return path.resolve("client-secret");
  }
}
