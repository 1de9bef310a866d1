// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.understudy.connector.ErrorCode;
import dev.understudy.ldap.LdapAccess;
import dev.understudy.ldap.LdapClient;
import dev.understudy.ldap.LdapEndpoint;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The configured domain controllers. The one that was used last is used again as long as it
/// answers, so that what was written is read back where it was written; else they are tried in the
/// order of configuration. A refused login ends the search: trying it elsewhere would only lock the
/// account.
final class DomainControllers implements AutoCloseable {
  private final LdapAccess access;
  private final Map<LdapEndpoint, LdapClient> clients = new HashMap<>();
  private @Nullable LdapEndpoint last;

  DomainControllers(LdapAccess access) {
    this.access = access;
  }

  /// A session with any of them.
  Session any() throws LDAPException {
    return open(null, null);
  }

  /// A session with one that holds this partition.
  ///
  /// @param first an address to try before the others, when it is configured; null for none
  Session holding(Dn partition, @Nullable String first) throws LDAPException {
    return open(partition, first);
  }

  private synchronized Session open(@Nullable Dn partition, @Nullable String first)
      throws LDAPException {
    List<LDAPException> failures = new ArrayList<>();
    for (LdapEndpoint endpoint : order(first)) {
      try {
        Session session = Session.open(endpoint, client(endpoint));
        if (partition == null || session.facts().contexts().all().contains(partition)) {
          last = endpoint;
          return session;
        }
        session.finish();
        session.close();
        failures.add(
            new LDAPException(
                ResultCode.NO_SUCH_OBJECT,
                "%s holds %s and not %s"
                    .formatted(endpoint, session.facts().contexts().domain(), partition)));
      } catch (LDAPException e) {
        boolean refused =
            AdDialect.ACTIVE_DIRECTORY
                .callError(e)
                .filter(ErrorCode.CREDENTIALS::equals)
                .isPresent();
        if (refused || e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)) {
          throw e;
        }
        failures.add(e);
      }
    }
    throw failures.getFirst();
  }

  private Set<LdapEndpoint> order(@Nullable String first) {
    Set<LdapEndpoint> order = new LinkedHashSet<>();
    for (LdapEndpoint endpoint : access.server().endpoints()) {
      if (endpoint.toString().equals(first)) {
        order.add(endpoint);
      }
    }
    LdapEndpoint used = last;
    if (used != null) {
      order.add(used);
    }
    order.addAll(access.server().endpoints());
    return order;
  }

  private LdapClient client(LdapEndpoint endpoint) {
    return clients.computeIfAbsent(endpoint, at -> new LdapClient(access.at(at)));
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(LdapClient::close);
  }
}
