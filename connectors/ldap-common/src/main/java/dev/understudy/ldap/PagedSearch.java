// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;

/// A search of a whole tree on a connection of its own, in pages where the server has them.
public final class PagedSearch {
  private final LdapAccess access;
  private final LdapClient client;

  public PagedSearch(LdapAccess access, LdapClient client) {
    this.access = access;
    this.client = client;
  }

  /// As [SearchPages#run].
  public void run(
      String base, Filter filter, String[] attributes, SearchPages.EntryConsumer consumer)
      throws LDAPException, InterruptedException {
    LDAPConnectionPool pool = client.pool();
    boolean paged = client.supports(SimplePagedResultsControl.PAGED_RESULTS_OID);
    LDAPConnection connection = pool.getConnection();
    boolean usable = false;
    try {
      new SearchPages(connection, paged ? access.limits().pageSize() : 0)
          .run(base, filter, attributes, consumer);
      usable = true;
    } catch (LDAPSearchException e) {
      usable = e.getResultCode().isConnectionUsable() && !paged;
      throw e;
    } finally {
      // An unfinished paged search lives in its connection: only closing that ends it.
      if (usable) {
        pool.releaseConnection(connection);
      } else {
        pool.releaseDefunctConnection(connection);
      }
    }
  }
}
