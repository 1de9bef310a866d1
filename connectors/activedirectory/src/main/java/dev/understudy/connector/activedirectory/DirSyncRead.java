// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ReadEnd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Changes by DirSync. What an answer says of an object is enough only where values came and went;
/// for everything else it is looked up as it is now, because an answer names neither the type nor
/// what an object had before it came into scope.
final class DirSyncRead {
  private final Session session;
  private final AdObjects objects;
  private final ChangedObjects changed;

  DirSyncRead(AdSettings settings, Session session, AdObjects objects) {
    this.session = session;
    this.objects = objects;
    this.changed = new ChangedObjects(settings, session, objects);
  }

  ReadEnd since(AdWatermark watermark, ImportSink sink) throws LDAPException, InterruptedException {
    DirSync dirSync = new DirSync(session.connection(), objects.containers().partition());
    DirSync.Page page;
    try {
      page = dirSync.after(watermark.cookie(), objects.changeFilter(), objects.changeAttributes());
    } catch (LDAPException e) {
      if (DirSync.isBadCookie(e)) {
        return new ReadEnd.FullReadRequired(
            "the server does not take the cookie any more: " + e.getMessage());
      }
      throw e;
    }
    if (page.entries().size() > DirSync.ENTRIES_MAX) {
      return new ReadEnd.FullReadRequired(
          "more than %,d objects changed".formatted(DirSync.ENTRIES_MAX));
    }
    deliver(page, sink);
    while (page.more()) {
      page = dirSync.after(page.cookie(), objects.changeFilter(), objects.changeAttributes());
      deliver(page, sink);
    }
    return new ReadEnd.Complete(
        AdWatermark.of(session, AdWatermark.Mode.DIRSYNC, objects.scopeDigest(), page.cookie())
            .toWatermark());
  }

  /// Deletes first: they make room for names that were given again.
  private void deliver(DirSync.Page page, ImportSink sink)
      throws LDAPException, InterruptedException {
    Map<ObjectGuid, Entry> reported = new LinkedHashMap<>();
    for (SearchResultEntry entry : page.entries()) {
      if (isDeleted(entry)) {
        AdObjects.deliverGone(ObjectGuid.of(entry), sink);
      } else {
        reported.put(ObjectGuid.of(entry), entry);
      }
    }
    Map<ObjectGuid, Entry> now = changed.now(reported.keySet(), objects.attributesWithoutMembers());
    Set<ObjectGuid> failing = changed.failing(now.keySet());
    for (Map.Entry<ObjectGuid, Entry> one : reported.entrySet()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Entry present = now.get(one.getKey());
      if (present == null) {
        AdObjects.deliverGone(one.getKey(), sink);
      } else {
        boolean in = objects.isInScope(present) && !failing.contains(one.getKey());
        deliver(in, one.getValue(), present, sink);
      }
    }
  }

  private void deliver(boolean in, Entry reported, Entry present, ImportSink sink)
      throws LDAPException, InterruptedException {
    boolean placed =
        reported.hasAttribute("name")
            || reported.hasAttribute("objectClass")
            || reported.hasAttribute("isDeleted");
    boolean mayBeNew = placed || objects.hasFurtherConditions();
    ObjectGuid guid = ObjectGuid.of(present);
    if (!in) {
      if (mayBeNew && !objects.isMereContainer(present)) {
        AdObjects.deliverGone(guid, sink);
      }
    } else if (!objects.isReportedByValue(present)) {
      objects.deliver(session.connection(), present, sink);
    } else if (mayBeNew) {
      changed.deliverWhole(guid, sink);
    } else {
      objects.deliverChanges(reported, sink);
    }
    if (placed && AdObjects.isContainer(present)) {
      changed.deliverBelow(present, sink);
    }
  }

  private static boolean isDeleted(Entry entry) {
    return "TRUE".equalsIgnoreCase(entry.getAttributeValue("isDeleted"))
        || entry.getDN().contains("\\0ADEL:");
  }
}
