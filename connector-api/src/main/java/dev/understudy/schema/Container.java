// SPDX-License-Identifier: Apache-2.0
package dev.understudy.schema;

import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;

/// A node of the tree that may be chosen as scope, such as an OU.
///
/// @param anchor survives a rename; scope is kept by it
/// @param dn where it stands now
public record Container(Anchor anchor, Dn dn) {}
