// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import java.util.Collection;
import java.util.List;

/// Identifiers for a look-up.
final class Ids {
  private Ids() {}

  /// Each identifier once, ascending: in the order in which the rows lie.
  static List<Long> distinct(Collection<Long> ids) {
    return ids.stream().sorted().distinct().toList();
  }
}
