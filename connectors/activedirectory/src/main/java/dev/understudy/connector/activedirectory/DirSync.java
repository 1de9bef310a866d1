// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import dev.understudy.value.Dn;
import java.util.List;
import java.util.Objects;

/// The DirSync control ([MS-ADTS] 3.1.1.3.4.1.3): what changed in a partition since a cookie, as
/// far as the account may read it; of many-valued references only the values that changed.
final class DirSync {
  /// Objects of one answer that are kept; a server that sends more at once asks for a full read.
  static final int ENTRIES_MAX = 100_000;

  private static final int PAGE_BYTES = 1 << 20;
  private static final int FLAGS =
      ActiveDirectoryDirSyncControl.FLAG_OBJECT_SECURITY
          | ActiveDirectoryDirSyncControl.FLAG_ANCESTORS_FIRST_ORDER
          | ActiveDirectoryDirSyncControl.FLAG_INCREMENTAL_VALUES;

  /// No object has this objectGUID.
  private static final Filter NOTHING = Filter.createEqualityFilter("objectGUID", new byte[16]);

  private final LDAPConnection connection;
  private final Dn partition;

  DirSync(LDAPConnection connection, Dn partition) {
    this.connection = connection;
    this.partition = partition;
  }

  /// One answer.
  ///
  /// @param cookie where the next one begins
  /// @param more whether there is a next one now
  record Page(List<SearchResultEntry> entries, byte[] cookie, boolean more) {}

  /// What comes after `cookie`.
  Page after(byte[] cookie, Filter filter, List<String> attributes) throws LDAPException {
    SearchRequest request =
        new SearchRequest(
            partition.text(), SearchScope.SUB, filter, attributes.toArray(String[]::new));
    request.addControl(
        new ActiveDirectoryDirSyncControl(
            true, FLAGS, PAGE_BYTES, cookie.length == 0 ? null : new ASN1OctetString(cookie)));
    SearchResult result = connection.search(request);
    ActiveDirectoryDirSyncControl control = ActiveDirectoryDirSyncControl.get(result);
    if (control == null || control.getCookie() == null) {
      throw new LDAPException(
          ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, "the server answered without a cookie");
    }
    return new Page(
        Objects.requireNonNull(result.getSearchEntries()),
        control.getCookie().getValue(),
        control.getFlags() != 0);
  }

  /// The cookie of this moment: the answers to a search that finds nothing are short.
  byte[] cookieOfNow() throws LDAPException {
    Page page = after(new byte[0], NOTHING, List.of("objectGUID"));
    while (page.more()) {
      page = after(page.cookie(), NOTHING, List.of("objectGUID"));
    }
    return page.cookie();
  }

  /// Whether a failure means that the server does not grant DirSync to this account, or has none.
  static boolean isRefusal(LDAPException failure) {
    return switch (failure.getResultCode().intValue()) {
      case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE,
          ResultCode.UNWILLING_TO_PERFORM_INT_VALUE,
          ResultCode.UNAVAILABLE_CRITICAL_EXTENSION_INT_VALUE ->
          true;
      default -> false;
    };
  }

  /// Whether a failure may mean that the server does not understand the cookie.
  static boolean isBadCookie(LDAPException failure) {
    return isRefusal(failure)
        || switch (failure.getResultCode().intValue()) {
          case ResultCode.PROTOCOL_ERROR_INT_VALUE,
              ResultCode.OPERATIONS_ERROR_INT_VALUE,
              ResultCode.OTHER_INT_VALUE ->
              true;
          default -> false;
        };
  }
}
