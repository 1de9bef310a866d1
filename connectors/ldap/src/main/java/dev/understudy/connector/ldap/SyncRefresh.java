// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.IntermediateResponse;
import com.unboundid.ldap.sdk.IntermediateResponseListener;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPRuntimeException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ContentSyncDoneControl;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoIntermediateResponse;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestMode;
import com.unboundid.ldap.sdk.controls.ContentSyncStateControl;
import dev.understudy.ldap.LdapClient;
import dev.understudy.ldap.LdapFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One search of the content synchronization operation (RFC 4533, refreshOnly): what changed since
/// a cookie, and the next cookie. What it found is kept until the server said how it ended, because
/// only then it is known whether it names the deletes.
final class SyncRefresh {
  /// More changed entries than this are not kept; a full read costs less.
  static final int CHANGED_MAX = 50_000;

  private final LdapClient client;

  SyncRefresh(LdapClient client) {
    this.client = client;
  }

  /// How it ended.
  sealed interface Answer {
    /// All changes are known, deletes included.
    record Changes(List<Changed> changed, List<UUID> deleted, ASN1OctetString cookie)
        implements Answer {}

    /// The server cannot say what was deleted, or there is too much: read everything.
    record Refused(String reason) implements Answer {}
  }

  /// An entry as it is now.
  record Changed(UUID entryUuid, Entry entry) {}

  /// Whether the server offers the operation.
  boolean isOffered() throws LDAPException {
    return client.supports(ContentSyncRequestControl.SYNC_REQUEST_OID);
  }

  /// The cookie of this moment: a search that finds nothing, so that it costs nothing.
  @Nullable ASN1OctetString cookieOfNow(String base) throws LDAPException {
    SearchRequest request =
        new SearchRequest(
            base,
            SearchScope.BASE,
            Filter.createNOTFilter(Filter.createPresenceFilter("objectClass")),
            SearchRequest.NO_ATTRIBUTES);
    request.addControl(
        new ContentSyncRequestControl(ContentSyncRequestMode.REFRESH_ONLY, null, false));
    ContentSyncDoneControl done = ContentSyncDoneControl.get(client.pool().search(request));
    return done == null ? null : done.getCookie();
  }

  /// What changed in the content of this search since `cookie`.
  Answer changesSince(ASN1OctetString cookie, String base, Filter filter, String[] attributes)
      throws LDAPException {
    Collected collected = new Collected();
    SearchRequest request = new SearchRequest(collected, base, SearchScope.SUB, filter, attributes);
    request.setIntermediateResponseListener(collected);
    request.addControl(
        new ContentSyncRequestControl(ContentSyncRequestMode.REFRESH_ONLY, cookie, false));
    SearchResult result;
    try {
      result = client.pool().search(request);
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.E_SYNC_REFRESH_REQUIRED)) {
        return new Answer.Refused("the server no longer knows the watermark");
      }
      // OpenLDAP says so of a watermark from a future that it does not have: it lost what it had
      // written last, or was restored from a backup.
      if (e.getResultCode().equals(ResultCode.UNWILLING_TO_PERFORM)) {
        return new Answer.Refused(
            "the server does not go on from the watermark: " + LdapFailure.detail(e));
      }
      throw e;
    }
    return collected.answer(ContentSyncDoneControl.get(result), cookie);
  }

  /// Takes what the server sends, in the thread that reads the connection.
  private static final class Collected
      implements SearchResultListener, IntermediateResponseListener {
    private static final long serialVersionUID = 1;
    private final transient List<Changed> changed = new ArrayList<>();
    private final transient List<UUID> deleted = new ArrayList<>();
    private boolean presentPhase;
    private boolean tooMany;

    @Override
    public synchronized void searchEntryReturned(SearchResultEntry entry) {
      ContentSyncStateControl state;
      try {
        state = ContentSyncStateControl.get(entry);
      } catch (LDAPException e) {
        throw new LDAPRuntimeException(e);
      }
      if (state == null) {
        throw new LDAPRuntimeException(
            new LDAPException(ResultCode.PROTOCOL_ERROR, "an entry without its sync state"));
      }
      switch (state.getState()) {
        case ADD, MODIFY -> add(new Changed(state.getEntryUUID(), entry));
        case DELETE -> deleted.add(state.getEntryUUID());
        case PRESENT -> presentPhase = true;
      }
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {
      // Another server's entries are not in this content.
    }

    @Override
    public synchronized void intermediateResponseReturned(IntermediateResponse response) {
      if (!ContentSyncInfoIntermediateResponse.SYNC_INFO_OID.equals(response.getOID())) {
        return;
      }
      ContentSyncInfoIntermediateResponse info;
      try {
        info = ContentSyncInfoIntermediateResponse.decode(response);
      } catch (LDAPException e) {
        throw new LDAPRuntimeException(e);
      }
      switch (info.getType()) {
        case NEW_COOKIE, REFRESH_DELETE -> {
          // The cookie that counts is the one at the end.
        }
        case REFRESH_PRESENT -> presentPhase = true;
        case SYNC_ID_SET -> {
          if (info.refreshDeletes()) {
            deleted.addAll(info.getEntryUUIDs());
          } else {
            presentPhase = true;
          }
        }
      }
    }

    /// A server that has nothing new sends no new cookie.
    synchronized Answer answer(@Nullable ContentSyncDoneControl done, ASN1OctetString since) {
      if (done == null) {
        return new Answer.Refused("the server did not say how its answer ended");
      }
      if (presentPhase || !done.refreshDeletes()) {
        return new Answer.Refused(
            "the server does not remember what was deleted since the watermark (for OpenLDAP set"
                + " a larger syncprov-sessionlog)");
      }
      if (tooMany) {
        return new Answer.Refused("more than %,d entries changed".formatted(CHANGED_MAX));
      }
      ASN1OctetString next = done.getCookie();
      return new Answer.Changes(changed, deleted, next == null ? since : next);
    }

    private void add(Changed one) {
      if (changed.size() < CHANGED_MAX) {
        changed.add(one);
      } else {
        tooMany = true;
        changed.clear();
      }
    }
  }
}
