// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

/// One clause of a join.
///
/// @param space number of the connector-space attribute
/// @param metaverse number of the metaverse attribute
/// @param caseSensitive whether upper and lower case differ
public record CompiledJoin(int space, int metaverse, boolean caseSensitive) {}
