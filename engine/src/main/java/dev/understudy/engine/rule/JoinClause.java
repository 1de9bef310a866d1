// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

/// One equality of a join.
///
/// @param connectorAttribute attribute of the connector-space object, in both directions
/// @param metaverseAttribute attribute of the metaverse object, in both directions
/// @param caseSensitive whether upper and lower case differ
public record JoinClause(
    String connectorAttribute, String metaverseAttribute, boolean caseSensitive) {}
