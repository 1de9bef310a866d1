// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.understudy.connector.ImportSink;
import dev.understudy.ldap.SearchPages;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Reads objects that are known to have changed as they are now.
final class ChangedObjects {
  /// Objects that are asked for at once.
  private static final int LOOKUP_MAX = 100;

  private final AdSettings settings;
  private final Session session;
  private final AdObjects objects;

  ChangedObjects(AdSettings settings, Session session, AdObjects objects) {
    this.settings = settings;
    this.session = session;
    this.objects = objects;
  }

  /// What the objects of these GUIDs are now; one that is not there any more is left out.
  Map<ObjectGuid, Entry> now(Collection<ObjectGuid> guids, String... attributes)
      throws LDAPException {
    Map<ObjectGuid, Entry> found = new HashMap<>();
    for (List<ObjectGuid> some : lookups(guids)) {
      for (SearchResultEntry entry : search(any(some), attributes)) {
        found.put(ObjectGuid.of(entry), entry);
      }
    }
    return found;
  }

  /// Those of these objects that do not fulfil the further conditions of their type.
  Set<ObjectGuid> failing(Collection<ObjectGuid> guids) throws LDAPException {
    Set<ObjectGuid> failing = new HashSet<>(guids);
    if (!objects.hasFurtherConditions()) {
      return Set.of();
    }
    for (List<ObjectGuid> some : lookups(guids)) {
      Filter filter = Filter.createANDFilter(any(some), objects.filter());
      for (SearchResultEntry entry : search(filter, "objectGUID")) {
        failing.remove(ObjectGuid.of(entry));
      }
    }
    return failing;
  }

  /// Hands on an object whole.
  void deliverWhole(ObjectGuid guid, ImportSink sink) throws LDAPException, InterruptedException {
    Entry entry = session.connection().getEntry(guid.address(), objects.attributes());
    if (entry == null || !objects.isInScope(entry)) {
      AdObjects.deliverGone(guid, sink);
    } else {
      objects.deliver(session.connection(), entry, sink);
    }
  }

  /// A container came to this place, and everything below it has come along: into scope, within it,
  /// or out of it.
  void deliverBelow(Entry container, ImportSink sink) throws LDAPException, InterruptedException {
    Dn above = Dn.of(container.getDN());
    new SearchPages(session.connection(), settings.access().limits().pageSize())
        .run(
            container.getDN(),
            objects.filter(),
            objects.attributes(),
            entry -> {
              if (Dn.of(entry.getDN()).equals(above)) {
                return;
              }
              if (objects.isInScope(entry)) {
                objects.deliver(session.connection(), entry, sink);
              } else {
                AdObjects.deliverGone(ObjectGuid.of(entry), sink);
              }
            });
  }

  private List<SearchResultEntry> search(Filter filter, String... attributes) throws LDAPException {
    return Objects.requireNonNull(
        session
            .connection()
            .search(
                new SearchRequest(
                    objects.containers().partition().text(), SearchScope.SUB, filter, attributes))
            .getSearchEntries());
  }

  private static Filter any(List<ObjectGuid> guids) {
    return Filter.createORFilter(
        guids.stream()
            .map(guid -> Filter.createEqualityFilter("objectGUID", guid.bytes()))
            .toList());
  }

  private static List<List<ObjectGuid>> lookups(Collection<ObjectGuid> guids) {
    List<ObjectGuid> all = new ArrayList<>(guids);
    List<List<ObjectGuid>> lookups = new ArrayList<>();
    for (int from = 0; from < all.size(); from += LOOKUP_MAX) {
      lookups.add(all.subList(from, Math.min(all.size(), from + LOOKUP_MAX)));
    }
    return lookups;
  }
}
