// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.metaverse;

/// Where a metaverse value comes from (`spec/engine.md` §1.8).
///
/// @param rule number of the rule that won
/// @param source identifier of the connector-space object that contributed
/// @param since when the attribute got its present values, milliseconds since 1970-01-01 UTC
public record Origin(int rule, long source, long since) {}
