// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which part of a partition is read: where the chosen OUs are now. Of nested ones the innermost
/// decides.
///
/// @param partition the whole
/// @param included OUs to read; none for the whole
/// @param excluded OUs to leave out
/// @param identity the objectGUIDs of all of them
record ContainerScope(Dn partition, List<Dn> included, List<Dn> excluded, String identity) {
  ContainerScope {
    included = List.copyOf(included);
    excluded = List.copyOf(excluded);
  }

  /// Looks up where the configured OUs are. One that is not there is an error, never an empty
  /// scope: what is below it would be taken for deleted.
  static ContainerScope resolve(AdSettings settings, LDAPConnection connection, Dn partition)
      throws LDAPException {
    StringBuilder identity = new StringBuilder();
    List<Dn> included = new ArrayList<>();
    for (AdSettings.ContainerName name : settings.containers().included()) {
      find(settings, connection, partition, name, identity.append('+')).ifIn(partition, included);
    }
    List<Dn> excluded = new ArrayList<>();
    for (AdSettings.ContainerName name : settings.containers().excluded()) {
      find(settings, connection, partition, name, identity.append('-')).ifIn(partition, excluded);
    }
    return new ContainerScope(partition, included, excluded, identity.toString());
  }

  private record Found(Dn dn) {
    void ifIn(Dn partition, List<Dn> list) {
      if (dn.isWithin(partition)) {
        list.add(dn);
      }
    }
  }

  private static Found find(
      AdSettings settings,
      LDAPConnection connection,
      Dn partition,
      AdSettings.ContainerName name,
      StringBuilder identity)
      throws LDAPException {
    Dn told = name.dn();
    if (told != null && isElsewhere(settings, partition, told)) {
      identity.append(told.normalized());
      return new Found(told);
    }
    Entry entry = entry(connection, name);
    byte[] guid = entry == null ? null : entry.getAttributeValueBytes("objectGUID");
    if (entry == null || guid == null) {
      throw new ConnectorException(
          ErrorCode.CONFIGURATION,
          ("connector %s: there is no container %s that the account may read; if it was renamed or"
                  + " deleted, correct \"containers\" or \"excluded-containers\" (a GUID in front of"
                  + " the DN survives a rename)")
              .formatted(settings.access().name(), name));
    }
    identity.append(HexFormat.of().formatHex(guid));
    return new Found(Dn.of(entry.getDN()));
  }

  /// Whether a name belongs to another of the chosen partitions.
  private static boolean isElsewhere(AdSettings settings, Dn partition, Dn dn) {
    return settings.access().tree().bases().stream()
        .filter(dn::isWithin)
        .max(Comparator.comparingInt(Dn::depth))
        .filter(innermost -> !innermost.equals(partition))
        .isPresent();
  }

  private static @Nullable Entry entry(LDAPConnection connection, AdSettings.ContainerName name)
      throws LDAPException {
    try {
      return connection.getEntry(name.address(), "objectGUID");
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return null;
      }
      throw e;
    }
  }

  /// Whether an object of this name is in scope.
  boolean contains(Dn dn) {
    if (included.isEmpty() && excluded.isEmpty()) {
      return true;
    }
    int in = included.isEmpty() ? 0 : deepest(included, dn);
    return in >= 0 && in >= deepest(excluded, dn);
  }

  /// Where a full read begins: no two of them overlap.
  List<Dn> bases() {
    if (included.isEmpty()) {
      return List.of(partition);
    }
    List<Dn> bases = new ArrayList<>();
    for (Dn dn : included) {
      boolean nested = included.stream().anyMatch(other -> !other.equals(dn) && dn.isWithin(other));
      if (!nested && !bases.contains(dn)) {
        bases.add(dn);
      }
    }
    return List.copyOf(bases);
  }

  private static int deepest(List<Dn> containers, Dn dn) {
    int depth = -1;
    for (Dn container : containers) {
      if (dn.isWithin(container)) {
        depth = Math.max(depth, container.depth());
      }
    }
    return depth;
  }
}
