// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.ldap.LdapClient;
import dev.understudy.ldap.LdapEntries;
import dev.understudy.ldap.LdapSchema;
import dev.understudy.ldap.PagedSearch;
import dev.understudy.value.Anchor;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads one scope, whole or what changed, the way that fits the server.
final class LdapReader {
  private static final String SYNCREPL = "syncrepl1 ";

  private final LdapSettings settings;
  private final LdapClient client;
  private final LdapEntries entries;
  private final String base;

  LdapReader(LdapSettings settings, LdapClient client, LdapSchema schema, ReadScope scope) {
    this.settings = settings;
    this.client = client;
    this.entries = new LdapEntries(settings.access(), schema, scope);
    this.base = scope.partition().name();
  }

  /// The watermark is taken before the entries are read, so that what changes meanwhile is read
  /// again rather than missed.
  ReadEnd readAll(ImportSink sink) throws LDAPException, InterruptedException {
    ASN1OctetString cookie = usesTimestamps() ? null : cookieOfNow();
    if (cookie == null && settings.delta() != LdapSettings.Delta.SYNCREPL) {
      return new TimestampRead(settings.access(), client, entries, base).readAll(sink);
    }
    new PagedSearch(settings.access(), client)
        .run(
            base,
            entries.filter(),
            entries.attributes(),
            entry -> entries.deliver(entry, null, sink));
    return new ReadEnd.Complete(toWatermark(cookie));
  }

  /// What changed.
  ReadEnd readChanges(Watermark since, ImportSink sink) throws LDAPException, InterruptedException {
    if (TimestampRead.isWatermark(since)) {
      return new TimestampRead(settings.access(), client, entries, base).readChanges(since, sink);
    }
    if (!since.text().startsWith(SYNCREPL)) {
      return new ReadEnd.FullReadRequired("the watermark is not one of an LDAP directory");
    }
    ASN1OctetString cookie;
    try {
      String encoded = since.text().substring(SYNCREPL.length());
      cookie = new ASN1OctetString(Base64.getDecoder().decode(encoded));
    } catch (IllegalArgumentException e) {
      return new ReadEnd.FullReadRequired("the watermark is damaged: " + e.getMessage());
    }
    SyncRefresh.Answer answer =
        new SyncRefresh(client).changesSince(cookie, base, entries.filter(), entries.attributes());
    return switch (answer) {
      case SyncRefresh.Answer.Refused(String reason) -> new ReadEnd.FullReadRequired(reason);
      case SyncRefresh.Answer.Changes changes -> {
        deliver(changes, sink);
        yield new ReadEnd.Complete(toWatermark(changes.cookie()));
      }
    };
  }

  /// Deletes first: they make room for names that were given again.
  private void deliver(SyncRefresh.Answer.Changes changes, ImportSink sink)
      throws InterruptedException {
    for (UUID deleted : changes.deleted()) {
      sink.accept(new ImportedChange.Deleted(Anchor.of(deleted.toString()), null));
    }
    for (SyncRefresh.Changed changed : changes.changed()) {
      entries.deliver(changed.entry(), Anchor.of(changed.entryUuid().toString()), sink);
    }
  }

  /// A server may offer the operation and not have it for this base.
  private @Nullable ASN1OctetString cookieOfNow() throws LDAPException {
    try {
      return new SyncRefresh(client).cookieOfNow(base);
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION)) {
        return null;
      }
      throw e;
    }
  }

  private boolean usesTimestamps() throws LDAPException {
    return switch (settings.delta()) {
      case AUTO ->
          !settings.access().tree().anchorAttribute().equalsIgnoreCase("entryUUID")
              || !new SyncRefresh(client).isOffered();
      case SYNCREPL -> false;
      case TIMESTAMP -> true;
    };
  }

  private static @Nullable Watermark toWatermark(@Nullable ASN1OctetString cookie) {
    return cookie == null
        ? null
        : new Watermark(SYNCREPL + Base64.getEncoder().encodeToString(cookie.getValue()));
  }
}
