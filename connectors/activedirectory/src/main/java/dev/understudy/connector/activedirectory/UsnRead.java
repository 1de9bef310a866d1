// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ReadEnd;
import dev.understudy.ldap.SearchPages;
import dev.understudy.value.Dn;
import java.util.Set;

/// Changes by uSNChanged, the number that a domain controller gives to the last change of an
/// object. Objects come whole; what left the scope without being deleted is only seen as an object
/// somewhere else.
final class UsnRead {
  private final AdSettings settings;
  private final Session session;
  private final AdObjects objects;
  private final ChangedObjects changed;

  UsnRead(AdSettings settings, Session session, AdObjects objects) {
    this.settings = settings;
    this.session = session;
    this.objects = objects;
    this.changed = new ChangedObjects(settings, session, objects);
  }

  ReadEnd since(AdWatermark watermark, ImportSink sink) throws LDAPException, InterruptedException {
    Dn partition = objects.containers().partition();
    int pageSize = settings.access().limits().pageSize();
    Filter later =
        Filter.createGreaterOrEqualFilter("uSNChanged", Long.toString(watermark.usn() + 1));
    new SearchPages(session.connection(), pageSize, new Control(ChangeRead.SHOW_DELETED, true))
        .run(
            partition.text(),
            Filter.createANDFilter(later, Filter.createEqualityFilter("isDeleted", "TRUE")),
            new String[] {"objectGUID"},
            entry -> AdObjects.deliverGone(ObjectGuid.of(entry), sink));
    new SearchPages(session.connection(), pageSize)
        .run(
            partition.text(),
            Filter.createANDFilter(later, objects.changeFilter()),
            objects.attributes(),
            entry -> {
              boolean in =
                  objects.isInScope(entry)
                      && changed.failing(Set.of(ObjectGuid.of(entry))).isEmpty();
              if (in) {
                objects.deliver(session.connection(), entry, sink);
              } else {
                AdObjects.deliverGone(ObjectGuid.of(entry), sink);
              }
              if (AdObjects.isContainer(entry)) {
                changed.deliverBelow(entry, sink);
              }
            });
    return new ReadEnd.Complete(
        AdWatermark.of(session, AdWatermark.Mode.USN, objects.scopeDigest(), new byte[0])
            .toWatermark());
  }
}
