// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Which servers are believed to be who they say.
final class Trust {
  private Trust() {}

  /// TLS that trusts the certificates of a file, or those of the platform.
  static SSLContext context(EntraSettings settings) {
    Path file = settings.place().caFile();
    try {
      if (file == null) {
        return SSLContext.getDefault();
      }
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      try (InputStream in = Files.newInputStream(file)) {
        int number = 0;
        for (Certificate certificate :
            CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          trusted.setCertificateEntry("ca" + number++, certificate);
        }
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new ConnectorException(
          ErrorCode.CONFIGURATION,
          "connector %s: \"ca-file\" %s cannot be used; expected certificates in PEM: %s"
              .formatted(settings.name(), file, e.getMessage()),
          e);
    }
  }
}
