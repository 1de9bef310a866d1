// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.SpaceIdentity;
import java.util.Map;
import java.util.Set;

/// What a directory said of one object, in the words of the connector space.
///
/// @param identity what it is now
/// @param values all attributes it has now but references
/// @param links what is known of its references
/// @param named numbers of the attributes of which it speaks; meaningless when `whole`
/// @param whole whether it says everything about the object
record Report(
    SpaceIdentity identity, Image values, Links links, Set<Integer> named, boolean whole) {

  /// Reported references.
  ///
  /// @param sets by attribute all targets, ascending and each once
  /// @param added by attribute those that came, the others unsaid
  /// @param removed by attribute those that went, the others unsaid
  record Links(
      Map<Integer, long[]> sets, Map<Integer, long[]> added, Map<Integer, long[]> removed) {
    static final Links NONE = new Links(Map.of(), Map.of(), Map.of());
  }

  /// Whether the report tells the present values of the attribute.
  boolean tells(int attribute) {
    return whole || named.contains(attribute);
  }
}
