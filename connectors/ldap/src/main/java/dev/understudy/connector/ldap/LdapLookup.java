// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds single objects while they are written.
final class LdapLookup {
  private final LdapSettings settings;
  private final LdapClient client;

  LdapLookup(LdapSettings settings, LdapClient client) {
    this.settings = settings;
    this.client = client;
  }

  /// The entry of a name with all its attributes.
  Optional<Entry> byName(Dn dn) throws LDAPException {
    return Optional.ofNullable(
        client.pool().getEntry(dn.text(), "*", settings.tree().anchorAttribute()));
  }

  /// Where the object with this anchor is now.
  Optional<Dn> byAnchor(Anchor anchor) throws LDAPException {
    for (Dn base : settings.tree().bases()) {
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
  @Nullable Anchor anchorOf(Entry entry) {
    try {
      return LdapEntries.anchor(settings, entry);
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
    return Filter.createEqualityFilter(settings.tree().anchorAttribute(), anchor.bytes());
  }
}
