// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds single objects while they are written.
public final class LdapLookup {
  private final LdapAccess access;
  private final LdapClient client;

  public LdapLookup(LdapAccess access, LdapClient client) {
    this.access = access;
    this.client = client;
  }

  /// The entry of a name with all its attributes.
  public Optional<Entry> byName(Dn dn) throws LDAPException {
    LDAPInterface server = client.pool();
    Entry entry = server.getEntry(dn.text(), "*", access.tree().anchorAttribute());
    try {
      return entry == null ? Optional.empty() : Optional.of(RangedValues.completed(server, entry));
    } catch (Unreadable e) {
      throw new LDAPException(ResultCode.BUSY, String.valueOf(e.getMessage()), e);
    }
  }

  /// Where the object with this anchor is now.
  public Optional<Dn> byAnchor(Anchor anchor) throws LDAPException {
    for (Dn base : access.tree().bases()) {
      SearchResultEntry found =
          client
              .pool()
              .searchForEntry(
                  new SearchRequest(
                      base.text(), SearchScope.SUB, filter(anchor), SearchRequest.NO_ATTRIBUTES));
      if (found != null) {
        return Optional.of(Dn.of(found.getDN()));
      }
    }
    return Optional.empty();
  }

  /// The anchor of an entry; null when it cannot be read.
  public @Nullable Anchor anchorOf(Entry entry) {
    try {
      return LdapEntries.anchor(access, entry);
    } catch (Unreadable e) {
      return null;
    }
  }

  /// The condition that the named entry has this anchor; null where the server knows no conditions.
  @Nullable Control assertion(Anchor anchor) throws LDAPException {
    return client.supports(AssertionRequestControl.ASSERTION_REQUEST_OID)
        ? new AssertionRequestControl(filter(anchor))
        : null;
  }

  private Filter filter(Anchor anchor) {
    return Filter.createEqualityFilter(access.tree().anchorAttribute(), anchor.bytes());
  }
}
