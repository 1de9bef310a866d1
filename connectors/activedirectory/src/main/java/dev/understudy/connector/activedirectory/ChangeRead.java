// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ReadEnd;
import dev.understudy.value.Dn;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// Reads what changed since a watermark, after making sure that the watermark still means
/// something. Whatever is doubtful about it ends in a full read, never in silence.
final class ChangeRead {
  static final String SHOW_DELETED = "1.2.840.113556.1.4.417";

  /// What [MS-ADTS] 6.1.1.2.4.1.1 says for a forest that says nothing itself.
  private static final int TOMBSTONE_DAYS_DEFAULT = 60;

  private final AdSettings settings;
  private final Session session;
  private final AdObjects objects;

  ChangeRead(AdSettings settings, Session session, AdObjects objects) {
    this.settings = settings;
    this.session = session;
    this.objects = objects;
  }

  ReadEnd since(AdWatermark watermark, ImportSink sink) throws LDAPException, InterruptedException {
    Optional<String> doubt = doubt(watermark);
    if (doubt.isPresent()) {
      return new ReadEnd.FullReadRequired(doubt.get());
    }
    return switch (watermark.mode()) {
      case DIRSYNC -> new DirSyncRead(settings, session, objects).since(watermark, sink);
      case USN -> new UsnRead(settings, session, objects).since(watermark, sink);
    };
  }

  private Optional<String> doubt(AdWatermark since) throws LDAPException {
    ServerFacts now = session.facts();
    if (!since.server().invocationId().equals(now.invocationId())) {
      return Optional.of(
          since.server().endpoint().equals(session.endpoint().toString())
              ? "the domain controller %s was restored or replaced since (its invocationId changed)"
                  .formatted(now.host())
              : "the watermark is one of %s, and now %s answers"
                  .formatted(since.server().endpoint(), session.endpoint()));
    }
    if (now.usn() < since.usn()) {
      return Optional.of(
          "the domain controller %s went back in time, from change %d to %d; it was probably"
                  .formatted(now.host(), since.usn(), now.usn())
              + " restored from a copy of its disk");
    }
    if (!since.scope().equals(objects.scopeDigest())) {
      return Optional.of("what is to be read is not what was read before");
    }
    if (since.mode() == AdWatermark.Mode.USN && settings.delta() == AdSettings.Delta.DIRSYNC) {
      return Optional.of("\"delta\" is dirsync now");
    }
    if (since.mode() == AdWatermark.Mode.DIRSYNC && settings.delta() == AdSettings.Delta.USN) {
      return Optional.of("\"delta\" is usn now");
    }
    Duration lifetime = tombstoneLifetime();
    if (since.age(now).compareTo(lifetime) > 0) {
      return Optional.of(
          "the last read was %d days ago, and deleted objects are remembered for %d days"
              .formatted(since.age(now).toDays(), lifetime.toDays()));
    }
    if (!seesDeletedObjects()) {
      return Optional.of(
          "the account may not read CN=Deleted Objects,%s, so deletes would go unnoticed; grant it:"
                  .formatted(objects.containers().partition())
              + " understudy doctor ad says how");
    }
    return Optional.empty();
  }

  private Duration tombstoneLifetime() throws LDAPException {
    Dn configuration = session.facts().contexts().configuration();
    Entry service =
        session
            .connection()
            .getEntry(
                "CN=Directory Service,CN=Windows NT,CN=Services," + configuration.text(),
                "tombstoneLifetime");
    Integer days = service == null ? null : service.getAttributeValueAsInteger("tombstoneLifetime");
    return Duration.ofDays(days == null ? TOMBSTONE_DAYS_DEFAULT : days);
  }

  private boolean seesDeletedObjects() throws LDAPException {
    return seesDeletedObjects(session, objects.containers().partition());
  }

  /// Whether the account may read the container of deleted objects; without that right there seem
  /// to be none.
  static boolean seesDeletedObjects(Session session, Dn partition) throws LDAPException {
    SearchRequest request =
        new SearchRequest(
            deletedObjects(partition), SearchScope.BASE, "(objectClass=*)", "objectGUID");
    request.addControl(new Control(SHOW_DELETED, true));
    try {
      SearchResult found = session.connection().search(request);
      for (SearchResultEntry entry : Objects.requireNonNull(found.getSearchEntries())) {
        if (entry.hasAttribute("objectGUID")) {
          return true;
        }
      }
      return false;
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)
          || e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
        return false;
      }
      throw e;
    }
  }

  /// The container of deleted objects by its well-known GUID: its name is different where Windows
  /// was installed in another language.
  static String deletedObjects(Dn partition) {
    return "<WKGUID=18E2EA80684F11D2B9AA00C04F79F805," + partition.text() + ">";
  }
}
