// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit.server;

/// How a [Slapd] is set up.
///
/// @param suffix the naming context, beginning with `dc=` or `o=`
/// @param sessionLog how many operations the syncprov overlay remembers, so that it can tell
///   deletes; 0 for an overlay that remembers none; -1 for no overlay
/// @param memberOf whether the memberof overlay maintains back links
/// @param tls whether it offers LDAPS and StartTLS, with a certificate made for `localhost`
/// @param mapMegabytes how large the database may grow
/// @param durable whether each write is synced to disk
public record SlapdOptions(
    String suffix,
    int sessionLog,
    boolean memberOf,
    boolean tls,
    int mapMegabytes,
    boolean durable) {

  /// A server with syncprov and a session log, without TLS and durability.
  public static SlapdOptions of(String suffix) {
    return new SlapdOptions(suffix, 100_000, false, false, 256, false);
  }

  /// The same with TLS.
  public SlapdOptions withTls() {
    return new SlapdOptions(suffix, sessionLog, memberOf, true, mapMegabytes, durable);
  }

  /// The same with back links.
  public SlapdOptions withMemberOf() {
    return new SlapdOptions(suffix, sessionLog, true, tls, mapMegabytes, durable);
  }

  /// The same with another session log.
  public SlapdOptions withSessionLog(int operations) {
    return new SlapdOptions(suffix, operations, memberOf, tls, mapMegabytes, durable);
  }

  /// The same with another size of the database.
  public SlapdOptions withMapMegabytes(int megabytes) {
    return new SlapdOptions(suffix, sessionLog, memberOf, tls, megabytes, durable);
  }
}
