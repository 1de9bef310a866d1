// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.metaverse;

/// One reference value of a metaverse object.
///
/// @param owner the object that holds the value
/// @param attribute number of the attribute
/// @param target the metaverse object that is referred to
public record MetaverseLink(long owner, int attribute, long target) {}
