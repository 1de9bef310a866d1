// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import java.time.Instant;
import java.util.List;

/// Everything about a metaverse object, for people and machines.
///
/// @param attributes all but references
/// @param links the connector-space objects that are joined in it
/// @param references as many as were asked for
/// @param moreReferences whether it has more
public record MetaverseObjectView(
    long id,
    String type,
    String name,
    List<Attribute> attributes,
    List<Link> links,
    List<Reference> references,
    boolean moreReferences) {

  /// One attribute.
  ///
  /// @param rule which rule contributes it
  /// @param connector the connector it comes from
  /// @param source the DN of the object it comes from
  /// @param since when it got its present values
  public record Attribute(
      String name,
      List<String> values,
      String rule,
      String connector,
      String source,
      Instant since) {}

  /// One connector-space object.
  public record Link(
      long id, String connector, String type, String dn, String joinedBy, List<String> state) {}

  /// One reference.
  public record Reference(String attribute, long id, String name, String rule) {}
}
