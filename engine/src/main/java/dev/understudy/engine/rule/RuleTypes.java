// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

/// Between what a rule stands.
///
/// @param direction which way
/// @param connector name or identifier of the connector, as configuration knows it
/// @param source object type at the source: connector-space type inbound, metaverse type outbound
/// @param target object type at the target; `*` inbound is any metaverse type
public record RuleTypes(Direction direction, String connector, String source, String target) {
  /// The target of an inbound rule that joins objects of any metaverse type.
  public static final String ANY = "*";
}
