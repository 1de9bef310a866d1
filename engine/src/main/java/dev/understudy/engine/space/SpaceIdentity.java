// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import org.jspecify.annotations.Nullable;

/// What an object of a connector space is.
///
/// @param dn its name: as the directory last reported it, or as it shall be created; unique in its
///   connector space
/// @param anchor null while the object is not created in the directory, and for placeholders
/// @param type number of the object type's name; [#PLACEHOLDER] for a placeholder
/// @param partition number of the partition's name
/// @param parent identifier of the object one step up the tree; 0 at the top
public record SpaceIdentity(Dn dn, @Nullable Anchor anchor, int type, int partition, long parent) {
  /// The type of an object of which only the DN is known: a gap in the tree, or the target of a
  /// reference that was not imported.
  public static final int PLACEHOLDER = 0;
}
