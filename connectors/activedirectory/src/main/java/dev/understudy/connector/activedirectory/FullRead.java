// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.LDAPException;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ReadEnd;
import dev.understudy.ldap.SearchPages;
import dev.understudy.value.Dn;

/// Reads everything in scope, page by page. Where changes begin is asked before, so that what
/// changes meanwhile is read again rather than missed.
final class FullRead {
  private final AdSettings settings;
  private final Session session;
  private final AdObjects objects;

  FullRead(AdSettings settings, Session session, AdObjects objects) {
    this.settings = settings;
    this.session = session;
    this.objects = objects;
  }

  ReadEnd into(ImportSink sink) throws LDAPException, InterruptedException {
    AdWatermark next = watermark();
    SearchPages search =
        new SearchPages(session.connection(), settings.access().limits().pageSize());
    for (Dn base : objects.containers().bases()) {
      search.run(
          base.text(),
          objects.filter(),
          objects.attributes(),
          entry -> {
            if (objects.isInScope(entry)) {
              objects.deliver(session.connection(), entry, sink);
            }
          });
    }
    return new ReadEnd.Complete(next.toWatermark());
  }

  private AdWatermark watermark() throws LDAPException {
    String scope = objects.scopeDigest();
    AdWatermark byNumber = AdWatermark.of(session, AdWatermark.Mode.USN, scope, new byte[0]);
    if (settings.delta() == AdSettings.Delta.USN) {
      return byNumber;
    }
    try {
      DirSync dirSync = new DirSync(session.connection(), objects.containers().partition());
      return AdWatermark.of(session, AdWatermark.Mode.DIRSYNC, scope, dirSync.cookieOfNow());
    } catch (LDAPException e) {
      if (settings.delta() == AdSettings.Delta.AUTO && DirSync.isRefusal(e)) {
        return byNumber;
      }
      throw e;
    }
  }
}
