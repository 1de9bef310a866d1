// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A search of a whole tree, page by page (RFC 2696). It either reaches the end of the last page or
/// throws: there is no third way, so nothing is ever taken for complete that is not.
final class PagedSearch {
  private final LdapSettings settings;
  private final LdapClient client;

  PagedSearch(LdapSettings settings, LdapClient client) {
    this.settings = settings;
    this.client = client;
  }

  /// Takes entries as they come.
  @FunctionalInterface
  interface EntryConsumer {
    void accept(SearchResultEntry entry) throws InterruptedException;
  }

  /// Passes every entry below `base` that fulfils `filter`.
  ///
  /// @throws LDAPException when a page was refused, broke off, or was cut short by a limit
  void run(String base, Filter filter, String[] attributes, EntryConsumer consumer)
      throws LDAPException, InterruptedException {
    LDAPConnectionPool pool = client.pool();
    boolean paged = client.supports(SimplePagedResultsControl.PAGED_RESULTS_OID);
    LDAPConnection connection = pool.getConnection();
    boolean usable = false;
    try {
      ASN1OctetString cookie = null;
      do {
        SearchRequest request = new SearchRequest(base, SearchScope.SUB, filter, attributes);
        if (paged) {
          request.addControl(
              new SimplePagedResultsControl(settings.limits().pageSize(), cookie, true));
        }
        SearchResult page = connection.search(request);
        for (SearchResultEntry entry : Objects.requireNonNull(page.getSearchEntries())) {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          consumer.accept(entry);
        }
        cookie = paged ? nextPage(page) : null;
      } while (cookie != null);
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

  private static @Nullable ASN1OctetString nextPage(SearchResult page) throws LDAPException {
    SimplePagedResultsControl control = SimplePagedResultsControl.get(page);
    if (control == null) {
      throw new LDAPException(
          ResultCode.PROTOCOL_ERROR, "the server did not say whether there is another page");
    }
    return control.moreResultsToReturn() ? control.getCookie() : null;
  }
}
