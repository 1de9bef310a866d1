// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Verified connections to the first server that answers, and what it says of itself. Made on first
/// use.
///
/// The thread that asks reads the answer itself, without a reader thread in between: half the CPU.
/// An interrupt then ends a wait at once in a virtual thread, and after the call time-out at the
/// latest in any other.
public final class LdapClient implements AutoCloseable {
  /// One entry of one answer: a group of a million members has some 100 MB.
  private static final int ANSWER_BYTES_MAX = 128 << 20;

  /// One that reads changes, and one that looks something up meanwhile.
  private static final int CONNECTIONS_MIN = 2;

  private final LdapAccess access;
  private @Nullable LDAPConnectionPool pool;
  private @Nullable RootDSE rootDse;

  public LdapClient(LdapAccess access) {
    this.access = access;
  }

  /// The connections; those of one pool speak to one server as long as it lives.
  public synchronized LDAPConnectionPool pool() throws LDAPException {
    LDAPConnectionPool open = pool;
    if (open == null || open.isClosed()) {
      open =
          new LDAPConnectionPool(
              servers(),
              access.server().login().bindRequest(access.server().endpoints().getFirst()),
              1,
              Math.max(CONNECTIONS_MIN, access.limits().connections()));
      open.setConnectionPoolName(access.name());
      open.setCreateIfNecessary(true);
      open.setMaxWaitTimeMillis(access.limits().callTimeout().toMillis());
      pool = open;
      rootDse = null;
    }
    return open;
  }

  /// What the server says of itself.
  public synchronized RootDSE rootDse() throws LDAPException {
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
  public boolean supports(String controlOid) throws LDAPException {
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
    SSLSocketFactory tls = TrustedCertificates.sockets(access);
    LDAPConnectionOptions options = options();
    List<ServerSet> sets = new ArrayList<>();
    for (LdapEndpoint endpoint : access.server().endpoints()) {
      SocketFactory sockets = endpoint.tls() ? tls : SocketFactory.getDefault();
      PostConnectProcessor after =
          access.server().startTls() && !endpoint.tls()
              ? new StartTLSPostConnectProcessor(tls)
              : null;
      sets.add(
          new SingleServerSet(endpoint.host(), endpoint.port(), sockets, options, null, after));
    }
    return sets.size() == 1 ? sets.getFirst() : new FailoverServerSet(sets);
  }

  private LDAPConnectionOptions options() {
    int timeout = Math.toIntExact(access.limits().callTimeout().toMillis());
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(timeout);
    options.setResponseTimeoutMillis(timeout);
    options.setAbandonOnTimeout(true);
    options.setFollowReferrals(false);
    options.setUseSynchronousMode(true);
    options.setMaxMessageSize(ANSWER_BYTES_MAX);
    return options;
  }
}
