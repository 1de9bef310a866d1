// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.PendingImport;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import java.util.Objects;

/// One report of one object becomes its imported picture (`spec/engine.md` §1.3).
final class ObjectStaging {
  private final ImportSession session;
  private final LinkStaging links;
  private final NotReimported notReimported;

  ObjectStaging(ImportSession session, LinkStaging links, NotReimported notReimported) {
    this.session = session;
    this.links = links;
    this.notReimported = notReimported;
  }

  /// A new object.
  void add(SpaceObject empty, Report report) {
    LinkTally tally = links.stage(empty, report);
    session.putNew(
        empty
            .with(report.identity())
            .with(empty.images().withImported(report.values()).withCounts(tally.counts()))
            .with(empty.state().with(SpaceState.PENDING_IMPORT)));
    count("stage-add");
  }

  /// An object that is known: imported, to be exported, or a placeholder.
  void change(SpaceObject before, Report report) {
    LinkTally tally = links.stage(before, report);
    Confirmation confirmation = Confirmation.of(before.images(), report, session::isReference);
    boolean changed = differs(before, report) || tally.changed();
    SpaceObject after =
        before
            .with(images(before, report, tally).withSent(confirmation.rest()))
            .with(links.pendingLinks(before.state(), tally).without(SpaceState.TRANSIENT));
    if (changed) {
      after = PendingImport.mark(before, after.with(report.identity()));
      if (before.images().imported() == null && before.lineage().isLinked()) {
        after = after.with(after.state().with(SpaceState.RETRY));
      }
      if (PendingImport.isAsSynchronized(after)
          && !tally.hasUnsynced()
          && !links.any(before, SpaceLink.UNSYNCED)) {
        after = PendingImport.unmark(after);
      }
    }
    after = notReimported.judge(after, confirmation, tally);
    if (!after.equals(before)) {
      session.put(after);
    }
    count(changed ? counter(before, report) : "stage-no-change");
  }

  private static SpaceImages images(SpaceObject before, Report report, LinkTally tally) {
    SpaceImages images = before.images().withCounts(tally.counts());
    Image known = images.imported();
    return known != null && known.sameAs(report.values())
        ? images
        : images.withImported(report.values());
  }

  private static boolean differs(SpaceObject before, Report report) {
    SpaceIdentity known = before.identity();
    SpaceIdentity now = report.identity();
    Image imported = before.images().imported();
    return imported == null
        || !imported.sameAs(report.values())
        || !known.dn().text().equals(now.dn().text())
        || known.type() != now.type()
        || known.partition() != now.partition()
        || known.parent() != now.parent()
        || !Objects.equals(known.anchor(), now.anchor());
  }

  private static String counter(SpaceObject before, Report report) {
    SpaceIdentity known = before.identity();
    boolean wasThere = before.images().imported() != null;
    if (!wasThere && before.images().synced() == null) {
      return "stage-add";
    }
    if (!wasThere || known.type() != report.identity().type()) {
      return "stage-delete-add";
    }
    return known.dn().text().equals(report.identity().dn().text())
        ? "stage-update"
        : "stage-rename";
  }

  /// The directory does not hold the object any more.
  void gone(SpaceObject before) {
    SpaceImages images = before.images();
    if (images.imported() == null) {
      goneBeforeItCame(before);
      return;
    }
    count("stage-delete");
    boolean unknown = images.synced() == null && before.state().is(SpaceState.PENDING_IMPORT);
    if (unknown && !before.lineage().isLinked()) {
      forget(before);
      return;
    }
    LinkTally tally = links.stageGone(before);
    SpaceObject after =
        before
            .with(images.withImported(null).withSent(Sent.NOTHING).withCounts(tally.counts()))
            .with(links.pendingLinks(before.state(), tally).without(SpaceState.TRANSIENT));
    session.put(notReimported.settle(PendingImport.mark(before, after)));
    if (images.intent() instanceof Intent.Exists && before.lineage().provisioned()) {
      links.loseWanted(before);
    }
  }

  /// It was sent and taken back before it was ever read, or a sent delete is confirmed once more.
  private void goneBeforeItCame(SpaceObject before) {
    Sent sent = before.images().sent();
    if (sent.isNothing()) {
      return;
    }
    LinkTally tally = links.stageGone(before);
    SpaceObject after =
        before
            .with(before.images().withSent(Sent.NOTHING).withCounts(tally.counts()))
            .with(links.pendingLinks(before.state(), tally));
    if (sent.operation() == Sent.Operation.ADD) {
      SpaceIdentity known = before.identity();
      after =
          notReimported.lost(
              after.with(
                  new SpaceIdentity(
                      known.dn(), null, known.type(), known.partition(), known.parent())));
    }
    session.put(after);
  }

  /// Nobody has seen the object: it leaves no trace, but maybe a placeholder.
  private void forget(SpaceObject object) {
    long id = object.id();
    boolean referred =
        session.hasTouchedLinks()
            || session.hasChildren(id)
            || !session.store().space().referrers(id, 0, 1).isEmpty();
    links.stageGone(object);
    if (!referred) {
      session.remove(object);
      return;
    }
    SpaceIdentity known = object.identity();
    session.put(
        object
            .with(
                new SpaceIdentity(
                    known.dn(), null, SpaceIdentity.PLACEHOLDER, known.partition(), known.parent()))
            .with(SpaceImages.NONE)
            .with(SpaceState.CLEAN));
  }

  private void count(String counter) {
    session.context().report().counters().add(counter);
  }
}
