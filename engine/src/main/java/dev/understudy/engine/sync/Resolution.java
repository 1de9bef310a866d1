// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.Origins;
import dev.understudy.engine.space.Image;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Set;

/// What all contributors together make of a metaverse object.
///
/// @param values of all attributes but references
/// @param origins of all attributes
/// @param references where the values of each reference attribute come from
/// @param kept reference attributes that stay as they are, because their flow says so
record Resolution(
    Image values, Origins origins, List<ReferenceFlow> references, Set<Integer> kept) {

  /// The sources of one reference attribute; several only where they are merged.
  ///
  /// @param attribute number of the metaverse attribute
  /// @param sources at least one
  record ReferenceFlow(int attribute, List<Source> sources) {
    boolean isSingleDirect() {
      return sources.size() == 1 && sources.getFirst().direct() != 0;
    }
  }

  /// @param object the contributing connector-space object
  /// @param direct number of its attribute of which the references flow row by row; 0 for computed
  /// @param computed references that an expression made; empty for direct
  record Source(long object, int direct, List<Value> computed) {}
}
