// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import dev.understudy.schema.ObjectClassMapping;
import dev.understudy.value.Dn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that reading and writing an LDAP server needs to be told.
///
/// @param name the connector's name, for messages
/// @param server where the directory is and who asks
/// @param tree what of it is read
/// @param limits how much and how long at a time
/// @param writing how it is written
public record LdapAccess(String name, Server server, Tree tree, Limits limits, Writing writing) {

  /// Where the directory is.
  ///
  /// @param endpoints tried in order
  /// @param startTls whether a connection without TLS is made one with it
  /// @param caFile certificates to trust, in PEM; null for those that the platform trusts
  /// @param login who asks
  /// @param dialect what is peculiar to this kind of server
  public record Server(
      List<LdapEndpoint> endpoints,
      boolean startTls,
      @Nullable Path caFile,
      Login login,
      LdapDialect dialect) {
    public Server {
      endpoints = List.copyOf(endpoints);
    }
  }

  /// What of the tree is read.
  ///
  /// @param bases one partition each
  /// @param anchorAttribute what identifies an object for life
  /// @param types object class to type
  /// @param filters a further condition, by type
  public record Tree(
      List<Dn> bases,
      String anchorAttribute,
      ObjectClassMapping types,
      Map<String, String> filters) {
    public Tree {
      bases = List.copyOf(bases);
      filters = Map.copyOf(filters);
    }
  }

  /// How much and how long at a time.
  ///
  /// @param pageSize entries per page
  /// @param callTimeout the longest wait for one answer
  /// @param connections how many connections write at the same time
  public record Limits(int pageSize, Duration callTimeout, int connections) {}

  /// How it is written.
  ///
  /// @param createParents whether missing containers above a new object are created
  /// @param emptyGroupMember what stands in a group that needs a member and has none; or null
  public record Writing(boolean createParents, @Nullable Dn emptyGroupMember) {}

  /// The same directory through this one of its servers.
  public LdapAccess at(LdapEndpoint endpoint) {
    Server only =
        new Server(List.of(endpoint), server.startTls, server.caFile, server.login, server.dialect);
    return new LdapAccess(name, only, tree, limits, writing);
  }

  /// The same with these partitions.
  public LdapAccess withBases(List<Dn> bases) {
    Tree other = new Tree(bases, tree.anchorAttribute, tree.types, tree.filters);
    return new LdapAccess(name, server, other, limits, writing);
  }
}
