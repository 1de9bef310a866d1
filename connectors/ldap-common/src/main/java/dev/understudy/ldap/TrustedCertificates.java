// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

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
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// TLS that believes the authorities of one PEM file, or those of the platform.
final class TrustedCertificates {
  private TrustedCertificates() {}

  /// Sockets that check the certificate and the name in it.
  static SSLSocketFactory sockets(LdapAccess access) {
    Path caFile = access.server().caFile();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      if (caFile == null) {
        context.init(null, null, null);
      } else {
        TrustManagerFactory trust =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities(caFile));
        context.init(null, trust.getTrustManagers(), null);
      }
      return new NameCheckedSockets(context.getSocketFactory());
    } catch (GeneralSecurityException | IOException e) {
      throw new ConnectorException(
          ErrorCode.CONFIGURATION,
          "connector %s: the certificates in \"ca-file\" %s cannot be used: %s; expected PEM"
              .formatted(access.name(), caFile, e),
          e);
    }
  }

  private static KeyStore authorities(Path caFile) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(caFile)) {
      int n = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority" + n++, certificate);
      }
      if (n == 0) {
        throw new IOException("there is no certificate in it");
      }
    }
    return store;
  }
}
