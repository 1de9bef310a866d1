// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.engine.space.SpaceLink;
import dev.understudy.value.Dn;

/// A reference that must be written.
///
/// @param link the value
/// @param added whether it is to be added; else it is to be removed
/// @param target the name that its target has now
public record PlannedLink(SpaceLink link, boolean added, Dn target) {}
