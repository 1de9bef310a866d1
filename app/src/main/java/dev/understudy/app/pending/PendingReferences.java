// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.pending;

import dev.understudy.app.pending.PendingObject.ReferenceDifference;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.store.SpaceReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The references of one object that are to be added or removed. Few are read through the index of
/// pending rows; a group whose every member is pending is read piece by piece.
final class PendingReferences implements Iterator<ReferenceDifference> {
  private static final int PIECE = 1_000;

  private final SpaceReader space;
  private final ReferenceNames names;
  private final long owner;
  private final Reasons.OfObject why;
  private final Deque<ReferenceDifference> ready = new ArrayDeque<>();
  private @Nullable SpaceLink last;
  private boolean begun;
  private boolean ended;

  PendingReferences(SpaceReader space, ReferenceNames names, long owner, Reasons.OfObject why) {
    this.space = space;
    this.names = names;
    this.owner = owner;
    this.why = why;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      read();
    }
    return !ready.isEmpty();
  }

  @Override
  public ReferenceDifference next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void read() {
    if (!begun) {
      begun = true;
      List<SpaceLink> few = space.linksWith(owner, SpaceLink.PENDING, PIECE + 1);
      if (few.size() <= PIECE) {
        ended = true;
        show(few);
        return;
      }
    }
    List<SpaceLink> piece = space.links(owner, 0, last, PIECE);
    ended = piece.size() < PIECE;
    if (!piece.isEmpty()) {
      last = piece.getLast();
      show(piece.stream().filter(link -> link.is(SpaceLink.PENDING)).toList());
    }
  }

  private void show(List<SpaceLink> links) {
    ready.addAll(names.of(links, Map.of(), why));
  }
}
