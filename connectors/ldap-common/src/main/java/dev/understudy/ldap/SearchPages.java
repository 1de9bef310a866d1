// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Searches of whole trees on one connection, page by page (RFC 2696). Between two entries other
/// requests may go over the same connection. A search either reaches the end of the last page or
/// throws: there is no third way, so nothing is ever taken for complete that is not.
public final class SearchPages {
  private final LDAPConnection connection;
  private final int pageSize;
  private final List<Control> controls;

  /// @param pageSize entries per page; 0 for a server that has no pages
  public SearchPages(LDAPConnection connection, int pageSize, Control... controls) {
    this.connection = connection;
    this.pageSize = pageSize;
    this.controls = List.of(controls);
  }

  /// Takes entries as they come.
  @FunctionalInterface
  public interface EntryConsumer {
    void accept(SearchResultEntry entry) throws LDAPException, InterruptedException;
  }

  /// Passes every entry below `base`, itself included, that fulfils `filter`.
  ///
  /// @throws LDAPException when a page was refused, broke off, or was cut short by a limit
  public void run(String base, Filter filter, String[] attributes, EntryConsumer consumer)
      throws LDAPException, InterruptedException {
    ASN1OctetString cookie = null;
    do {
      SearchRequest request = new SearchRequest(base, SearchScope.SUB, filter, attributes);
      controls.forEach(request::addControl);
      if (pageSize > 0) {
        request.addControl(new SimplePagedResultsControl(pageSize, cookie, true));
      }
      SearchResult page = connection.search(request);
      for (SearchResultEntry entry : Objects.requireNonNull(page.getSearchEntries())) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        consumer.accept(entry);
      }
      cookie = pageSize > 0 ? nextPage(page) : null;
    } while (cookie != null);
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
