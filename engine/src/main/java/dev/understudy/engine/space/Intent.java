// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.space;

import dev.understudy.value.Dn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the outbound rules want of an object. Attributes that no rule manages do not appear and are
/// never touched.
public sealed interface Intent {

  /// No outbound rule is about this object.
  enum Unmanaged implements Intent {
    UNMANAGED
  }

  /// The object must not exist.
  enum Gone implements Intent {
    GONE
  }

  /// The object must exist, like this.
  ///
  /// @param dn the name it must have; null when no rule computes one
  /// @param exact attributes that must have exactly these values; none: must be absent
  /// @param included values that merging rules contribute: must be there, others may
  /// @param excluded values that merging rules contributed before and do not any more
  /// @param references pairs of numbers: a reference attribute, and the metaverse attribute that
  ///   feeds it; 0 when an expression does; negative when what it feeds is merged with what others
  ///   put there, so that the set of values is not exact. The values are [SpaceLink] rows
  record Exists(@Nullable Dn dn, Image exact, Image included, Image excluded, int[] references)
      implements Intent {
    /// Whether the values of this reference attribute are exact.
    public boolean isExact(int attribute) {
      for (int i = 0; i < references.length; i += 2) {
        if (references[i] == attribute && references[i + 1] >= 0) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Exists theirs
          && java.util.Objects.equals(dn == null ? null : dn.text(), theirs.dnText())
          && exact.equals(theirs.exact)
          && included.equals(theirs.included)
          && excluded.equals(theirs.excluded)
          && Arrays.equals(references, theirs.references);
    }

    @Override
    public int hashCode() {
      return exact.hashCode() * 31 + included.hashCode();
    }

    private @Nullable String dnText() {
      return dn == null ? null : dn.text();
    }
  }
}
