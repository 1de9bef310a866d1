// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be written to one object.
public sealed interface ObjectDelta {

  /// The name the object has in the directory before the write (for an add: will have).
  Dn dn();

  /// Create the object.
  record Add(Dn dn, String objectType, Attributes attributes) implements ObjectDelta {}

  /// Change an object, rename it, or both.
  ///
  /// @param anchor the anchor by which the directory knows it
  /// @param dn its name now
  /// @param newDn its name after the write; null when it keeps it
  /// @param changes one per attribute at most; empty for a mere rename
  record Modify(
      Anchor anchor, Dn dn, @Nullable Dn newDn, String objectType, List<AttributeChange> changes)
      implements ObjectDelta {
    public Modify {
      changes = List.copyOf(changes);
    }
  }

  /// Delete an object.
  record Delete(Anchor anchor, Dn dn, String objectType) implements ObjectDelta {}
}
