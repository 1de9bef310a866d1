// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import dev.understudy.value.Anchor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The order in which objects changed last: each object is in it once, so that it grows with the
/// objects and not with the changes.
final class ChangeLog {
  private final NavigableMap<Long, Anchor> bySequence = new TreeMap<>();
  private final Map<Anchor, Long> byAnchor = new HashMap<>();
  private long last;
  private long forgotten;

  /// Notes that an object changed.
  void add(Anchor anchor) {
    Long earlier = byAnchor.put(anchor, ++last);
    if (earlier != null) {
      bySequence.remove(earlier);
    }
    bySequence.put(last, anchor);
  }

  /// The number of the last change.
  long last() {
    return last;
  }

  /// The objects that changed after `sequence`, the earliest change first; empty when that is no
  /// longer, or not yet, known.
  Optional<Collection<Anchor>> since(long sequence) {
    return sequence < forgotten || sequence > last
        ? Optional.empty()
        : Optional.of(List.copyOf(bySequence.tailMap(sequence, false).values()));
  }

  /// Forgets everything up to now, as a directory with a short memory does.
  void forget() {
    forgotten = last + 1;
    last++;
    bySequence.clear();
    byAnchor.clear();
  }
}
