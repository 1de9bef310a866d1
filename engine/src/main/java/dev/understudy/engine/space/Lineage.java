// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

import java.util.Arrays;

/// How an object is tied to the metaverse (`spec/engine.md` §1.2, §2.9).
///
/// @param metaverse identifier of the metaverse object; 0 while there is none
/// @param inbound numbers of the inbound rules that apply, by precedence
/// @param joinedBy number of the rule that made the link, inbound or outbound; 0 while there is
///   none
/// @param outbound numbers of the outbound rules that apply, by precedence
/// @param provisioned whether an outbound rule of link type Provision ever held the link: only then
///   may the object be deleted in its directory
public record Lineage(
    long metaverse, int[] inbound, int joinedBy, int[] outbound, boolean provisioned) {
  private static final int[] NO_RULES = new int[0];

  /// Not linked.
  public static final Lineage NONE = new Lineage(0, NO_RULES, 0, NO_RULES, false);

  /// Whether there is a link.
  public boolean isLinked() {
    return metaverse != 0;
  }

  /// Whether the inbound rule of this number applies.
  public boolean hasInbound(int rule) {
    return contains(inbound, rule);
  }

  /// Whether the outbound rule of this number applies.
  public boolean hasOutbound(int rule) {
    return contains(outbound, rule);
  }

  private static boolean contains(int[] rules, int rule) {
    for (int candidate : rules) {
      if (candidate == rule) {
        return true;
      }
    }
    return false;
  }

  public Lineage withInbound(int[] rules) {
    return Arrays.equals(rules, inbound)
        ? this
        : new Lineage(metaverse, rules, joinedBy, outbound, provisioned);
  }

  public Lineage withOutbound(int[] rules, boolean nowProvisioned) {
    return Arrays.equals(rules, outbound) && nowProvisioned == provisioned
        ? this
        : new Lineage(metaverse, inbound, joinedBy, rules, nowProvisioned);
  }

  public Lineage withLink(long newMetaverse, int newJoinedBy) {
    return new Lineage(newMetaverse, inbound, newJoinedBy, outbound, provisioned);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Lineage theirs
        && metaverse == theirs.metaverse
        && joinedBy == theirs.joinedBy
        && provisioned == theirs.provisioned
        && Arrays.equals(inbound, theirs.inbound)
        && Arrays.equals(outbound, theirs.outbound);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(metaverse) * 31 + Arrays.hashCode(inbound);
  }
}
