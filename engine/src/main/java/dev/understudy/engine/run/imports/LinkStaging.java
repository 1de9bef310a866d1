// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.engine.space.LinkCounts;
import dev.understudy.engine.space.LinkFlags;
import dev.understudy.engine.space.PendingImport;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reported references against known ones. Only values that differ are written; of a group of
/// 250,000 members that are all known, nothing is.
final class LinkStaging {
  private final ImportSession session;

  LinkStaging(ImportSession session) {
    this.session = session;
  }

  /// The references of an object as a report has them.
  ///
  /// @param before the object before the report
  LinkTally stage(SpaceObject before, Report report) {
    LinkTally tally = new LinkTally(before);
    Report.Links links = report.links();
    if (report.whole()) {
      if (mayHaveLinks(before, links)) {
        compare(0, links.sets(), tally);
      }
      tally.counts(counts(links.sets()));
      return tally;
    }
    LinkCounts counts = before.images().counts();
    for (Map.Entry<Integer, long[]> set : links.sets().entrySet()) {
      compare(set.getKey(), Map.of(set.getKey(), set.getValue()), tally);
      counts = counts.with(set.getKey(), set.getValue().length);
    }
    for (Map.Entry<Integer, long[]> added : links.added().entrySet()) {
      int attribute = added.getKey();
      long balance = each(attribute, added.getValue(), true, tally);
      balance += each(attribute, removedOnly(links, attribute), false, tally);
      counts = counts.with(attribute, (int) Math.max(0, counts.get(attribute) + balance));
    }
    tally.counts(counts);
    return tally;
  }

  /// A directory that reports a value as removed and as added means that it is there.
  private static long[] removedOnly(Report.Links links, int attribute) {
    long[] added = links.added().getOrDefault(attribute, new long[0]);
    return Arrays.stream(links.removed().getOrDefault(attribute, new long[0]))
        .filter(target -> Arrays.binarySearch(added, target) < 0)
        .toArray();
  }

  /// The object is gone: it has no references.
  LinkTally stageGone(SpaceObject before) {
    LinkTally tally = new LinkTally(before);
    if (mayHaveLinks(before, Report.Links.NONE)) {
      compare(0, Map.of(), tally);
    }
    tally.counts(LinkCounts.NONE);
    return tally;
  }

  /// The object is gone, and rules want it to be there: it will be made again. A directory drops
  /// references to what it deletes without a word about their owners, so those that rules want
  /// count as gone with it, and are written once more. That of a directory which keeps them costs a
  /// write to no effect.
  void loseWanted(SpaceObject target) {
    session
        .workspace()
        .anyReferrer(
            target.id(),
            link -> {
              if (link.is(SpaceLink.DESIRED) && link.present()) {
                session.workspace().space(link.owner()).ifPresent(owner -> lose(owner, link));
              }
              return false;
            });
  }

  private void lose(SpaceObject owner, SpaceLink link) {
    LinkTally tally = new LinkTally(owner);
    int flags = LinkFlags.reported(link.flags(), false, owner);
    SpaceLink lost =
        link.withFlags(LinkFlags.pending(flags, link.attribute(), owner.images().intent()));
    tally.change(link, lost);
    session.put(lost);
    LinkCounts counts = owner.images().counts();
    int count = counts.get(link.attribute()) - (link.is(SpaceLink.IMPORTED) ? 1 : 0);
    SpaceObject after =
        owner
            .with(owner.images().withCounts(counts.with(link.attribute(), count)))
            .with(pendingLinks(owner.state(), tally));
    session.put(lost.is(SpaceLink.UNSYNCED) ? PendingImport.mark(owner, after) : after);
  }

  /// Whether it is worth looking: something is reported, known or unconfirmed.
  private boolean mayHaveLinks(SpaceObject before, Report.Links links) {
    if (!links.sets().isEmpty() || before.images().counts().attributes().length > 0) {
      return true;
    }
    for (int i = 0; i < before.images().sent().values().size(); i++) {
      if (session.isReference(before.images().sent().values().attribute(i))) {
        return true;
      }
    }
    return false;
  }

  private static LinkCounts counts(Map<Integer, long[]> sets) {
    LinkCounts counts = LinkCounts.NONE;
    for (Map.Entry<Integer, long[]> set : new TreeMap<>(sets).entrySet()) {
      counts = counts.with(set.getKey(), set.getValue().length);
    }
    return counts;
  }

  /// Walks through known and reported values side by side, both in ascending order.
  private void compare(int attribute, Map<Integer, long[]> sets, LinkTally tally) {
    KnownLinks known = KnownLinks.of(session, tally.owner().id(), attribute);
    for (Map.Entry<Integer, long[]> set : new TreeMap<>(sets).entrySet()) {
      for (long target : set.getValue()) {
        SpaceLink link = new SpaceLink(tally.owner().id(), set.getKey(), target, 0);
        while (known.isBefore(link)) {
          change(known.next(), false, tally);
        }
        change(known.isAt(link) ? known.next() : link, true, tally);
      }
    }
    while (known.hasNext()) {
      change(known.next(), false, tally);
    }
  }

  /// Returns by how much the number of imported values changed.
  private long each(int attribute, long[] targets, boolean there, LinkTally tally) {
    long owner = tally.owner().id();
    long balance = 0;
    for (long target : targets) {
      SpaceLink link =
          session
              .workspace()
              .link(owner, attribute, target)
              .orElse(new SpaceLink(owner, attribute, target, 0));
      balance += link.is(SpaceLink.IMPORTED) == there ? 0 : there ? 1 : -1;
      change(link, there, tally);
    }
    return balance;
  }

  private void change(SpaceLink link, boolean there, LinkTally tally) {
    int flags = LinkFlags.reported(link.flags(), there, tally.owner());
    if (LinkFlags.contradicted(link.flags(), there)) {
      tally.contradict(link);
    }
    if (flags == link.flags()) {
      return;
    }
    flags = LinkFlags.pending(flags, link.attribute(), tally.owner().images().intent());
    SpaceLink changed = link.withFlags(flags);
    tally.change(link, changed);
    session.put(changed);
  }

  /// Whether any reference of the object has the flag, after this report.
  ///
  /// @param flag [SpaceLink#UNSYNCED] or [SpaceLink#PENDING]
  boolean any(SpaceObject owner, int flag) {
    List<SpaceLink> decided = session.workspace().decidedLinks(owner.id());
    return decided.stream().anyMatch(link -> link.is(flag))
        || session.store().space().linksWith(owner.id(), flag, decided.size() + 1).stream()
            .anyMatch(link -> session.workspace().now(link).is(flag));
  }

  /// [SpaceState#PENDING_LINKS] as it must be after a report.
  SpaceState pendingLinks(SpaceState state, LinkTally tally) {
    if (tally.hasPending()) {
      return state.with(SpaceState.PENDING_LINKS);
    }
    return state.is(SpaceState.PENDING_LINKS)
            && tally.lostPending()
            && !any(tally.owner(), SpaceLink.PENDING)
        ? state.without(SpaceState.PENDING_LINKS)
        : state;
  }
}
