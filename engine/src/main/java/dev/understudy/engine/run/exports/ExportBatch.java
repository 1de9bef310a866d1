// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Deltas that do not depend on each other, up to what one call of the connector takes.
final class ExportBatch {
  private static final int LINKS_MAX = 50_000;

  private final int sizeMax;
  private final List<Sending> sendings = new ArrayList<>();
  private final Set<Long> ids = new HashSet<>();
  private final Set<Long> parents = new HashSet<>();
  private int links;
  private boolean renames;

  ExportBatch(int sizeMax) {
    this.sizeMax = sizeMax;
  }

  /// Whether the delta may go together with the others: there is room, and neither its parent nor a
  /// child is among them.
  boolean takes(Sending sending) {
    return sendings.size() < sizeMax
        && links + sending.plan().links().size() <= LINKS_MAX
        && !ids.contains(sending.plan().object().identity().parent())
        && !parents.contains(sending.id());
  }

  void add(Sending sending) {
    sendings.add(sending);
    ids.add(sending.id());
    parents.add(sending.plan().object().identity().parent());
    links += sending.plan().links().size();
    renames |= sending.renames();
  }

  /// Whether an object is going to get another name.
  boolean hasRenames() {
    return renames;
  }

  /// Whether references are going to be written, by the names of their targets.
  boolean hasLinks() {
    return links > 0;
  }

  /// The deltas, which leave the batch.
  List<Sending> take() {
    List<Sending> taken = List.copyOf(sendings);
    sendings.clear();
    ids.clear();
    parents.clear();
    links = 0;
    renames = false;
    return taken;
  }
}
