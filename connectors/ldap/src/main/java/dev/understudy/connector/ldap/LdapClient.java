// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
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
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Verified connections to the first server that answers, and what it says of itself. Made on first
/// use.
///
/// The thread that asks reads the answer itself, without a reader thread in between: half the CPU.
/// An interrupt then ends a wait at once in a virtual thread, and after the call time-out at the
/// latest in any other.
final class LdapClient implements AutoCloseable {
  private final LdapSettings settings;
  private @Nullable LDAPConnectionPool pool;
  private @Nullable RootDSE rootDse;

  LdapClient(LdapSettings settings) {
    this.settings = settings;
  }

  /// The connections; those of one pool speak to one server as long as it lives.
  synchronized LDAPConnectionPool pool() throws LDAPException {
    LDAPConnectionPool open = pool;
    if (open == null || open.isClosed()) {
      LdapSettings.Account account = settings.server().account();
      open =
          new LDAPConnectionPool(
              servers(),
              account == null ? null : new SimpleBindRequest(account.bindDn(), account.password()),
              1,
              settings.limits().connections());
      open.setConnectionPoolName(settings.name());
      open.setCreateIfNecessary(true);
      open.setMaxWaitTimeMillis(settings.limits().callTimeout().toMillis());
      pool = open;
      rootDse = null;
    }
    return open;
  }

  /// What the server says of itself.
  synchronized RootDSE rootDse() throws LDAPException {
    LDAPConnectionPool open = pool();
    RootDSE known = rootDse;
    if (known == null) {
      known = open.getRootDSE();
      if (known == null) {
        throw new LDAPException(ResultCode.NO_SUCH_OBJECT, "the server has no root DSE");
      }
      rootDse = known;
    }
    return known;
  }

  /// Whether the server knows a control.
  boolean supports(String controlOid) throws LDAPException {
    return rootDse().supportsControl(controlOid);
  }

  @Override
  public synchronized void close() {
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }

  private ServerSet servers() {
    SSLSocketFactory tls = new NameCheckedSockets(tlsContext().getSocketFactory());
    LDAPConnectionOptions options = options();
    List<ServerSet> sets = new ArrayList<>();
    for (LdapEndpoint endpoint : settings.server().endpoints()) {
      SocketFactory sockets = endpoint.tls() ? tls : SocketFactory.getDefault();
      PostConnectProcessor after =
          settings.server().startTls() && !endpoint.tls()
              ? new StartTLSPostConnectProcessor(tls)
              : null;
      sets.add(
          new SingleServerSet(endpoint.host(), endpoint.port(), sockets, options, null, after));
    }
    return sets.size() == 1 ? sets.getFirst() : new FailoverServerSet(sets);
  }

  private LDAPConnectionOptions options() {
    int timeout = Math.toIntExact(settings.limits().callTimeout().toMillis());
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(timeout);
    options.setResponseTimeoutMillis(timeout);
    options.setAbandonOnTimeout(true);
    options.setFollowReferrals(false);
    options.setUseSynchronousMode(true);
    return options;
  }

  private SSLContext tlsContext() {
    Path caFile = settings.server().caFile();
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
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new ConnectorException(
          ErrorCode.CONFIGURATION,
          "connector %s: the certificates in \"ca-file\" %s cannot be used: %s; expected PEM"
              .formatted(settings.name(), caFile, e),
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
