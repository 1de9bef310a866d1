// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a directory reports of one object.
public sealed interface ImportedChange {

  /// The object as it is now, whole: an attribute in the read scope that is not among `attributes`
  /// has no value.
  ///
  /// @param anchor its anchor
  /// @param dn its name now
  /// @param objectType its type, one of the schema
  /// @param attributes references are [dev.understudy.value.Value.Reference]
  record Present(Anchor anchor, Dn dn, String objectType, Attributes attributes)
      implements ImportedChange {}

  /// What changed on an object: its name, some values. Attributes that are not named stay.
  ///
  /// @param anchor its anchor; null where the source knows only names (LDIF change records)
  /// @param dn its name before this change when `anchor` is null, else its name now
  /// @param newDn its name now when it was renamed and `anchor` is null; else null
  /// @param changes one per attribute at most
  record Modified(@Nullable Anchor anchor, Dn dn, @Nullable Dn newDn, List<AttributeChange> changes)
      implements ImportedChange {
    public Modified {
      changes = List.copyOf(changes);
    }
  }

  /// The object is gone, or left the read scope.
  ///
  /// @param anchor its anchor, null where the source knows only names
  /// @param dn its last name, null where the source knows only anchors; one of both is there
  record Deleted(@Nullable Anchor anchor, @Nullable Dn dn) implements ImportedChange {
    public Deleted {
      if (anchor == null && dn == null) {
        throw new IllegalArgumentException("a delete names an anchor or a DN");
      }
    }
  }
}
