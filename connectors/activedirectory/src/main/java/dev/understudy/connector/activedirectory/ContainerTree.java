// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.understudy.schema.Container;
import dev.understudy.schema.Partition;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The containers that may be chosen as scope, level by level.
final class ContainerTree {
  private static final Filter CONTAINERS =
      Filter.createORFilter(
          Stream.of("organizationalUnit", "container", "builtinDomain")
              .map(objectClass -> Filter.createEqualityFilter("objectClass", objectClass))
              .toList());

  private ContainerTree() {}

  /// Those directly below `parent`, or at the top of the partition when it is null.
  static List<Container> below(Session session, Partition partition, @Nullable Container parent)
      throws LDAPException {
    String above = parent == null ? partition.name() : ObjectGuid.address(parent.anchor().bytes());
    List<Container> containers = new ArrayList<>();
    for (SearchResultEntry entry :
        Objects.requireNonNull(
            session
                .connection()
                .search(above, SearchScope.ONE, CONTAINERS, "objectGUID")
                .getSearchEntries())) {
      byte[] guid = entry.getAttributeValueBytes("objectGUID");
      if (guid != null) {
        containers.add(new Container(new Anchor(guid), Dn.of(entry.getDN())));
      }
    }
    return List.copyOf(containers);
  }
}
