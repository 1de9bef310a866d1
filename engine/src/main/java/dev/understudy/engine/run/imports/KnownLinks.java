// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.engine.space.SpaceLink;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The references of one object as they are now, by ascending attribute and target, a page at a
/// time.
final class KnownLinks {
  private static final int PAGE = 5_000;
  private static final Comparator<SpaceLink> ORDER =
      Comparator.comparingInt(SpaceLink::attribute).thenComparingLong(SpaceLink::target);

  private final Pages pages;
  private Iterator<SpaceLink> page;
  private @Nullable SpaceLink ahead;

  /// Yields what follows `last`; an empty page is the end.
  @FunctionalInterface
  private interface Pages {
    List<SpaceLink> after(@Nullable SpaceLink last);
  }

  private KnownLinks(Pages pages) {
    this.pages = pages;
    this.page = pages.after(null).iterator();
    this.ahead = page.hasNext() ? page.next() : null;
  }

  /// @param attribute 0 is all
  static KnownLinks of(ImportSession session, long owner, int attribute) {
    Pages stored = last -> session.store().space().links(owner, attribute, last, PAGE);
    List<SpaceLink> decided = session.workspace().decidedLinks(owner);
    if (decided.isEmpty()) {
      return new KnownLinks(session.workspace().isNew(owner) ? last -> List.of() : stored);
    }
    // Reported twice in a row, which is rare: what is on its way to the store is mixed in.
    TreeSet<SpaceLink> all = new TreeSet<>(ORDER);
    for (SpaceLink link : decided) {
      if (attribute == 0 || link.attribute() == attribute) {
        all.add(link);
      }
    }
    KnownLinks rest = new KnownLinks(stored);
    while (rest.hasNext()) {
      all.add(rest.next());
    }
    return new KnownLinks(last -> last == null ? List.copyOf(all) : List.of());
  }

  boolean hasNext() {
    return ahead != null;
  }

  SpaceLink next() {
    SpaceLink next = ahead;
    if (next == null) {
      throw new NoSuchElementException("no more references");
    }
    if (!page.hasNext()) {
      page = pages.after(next).iterator();
    }
    ahead = page.hasNext() ? page.next() : null;
    return next;
  }

  /// Whether the next value stands before this one.
  boolean isBefore(SpaceLink link) {
    return ahead != null && ORDER.compare(ahead, link) < 0;
  }

  /// Whether the next value is this one.
  boolean isAt(SpaceLink link) {
    return ahead != null && ORDER.compare(ahead, link) == 0;
  }
}
