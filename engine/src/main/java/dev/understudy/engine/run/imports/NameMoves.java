// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.LinkFlags;
import dev.understudy.engine.space.PendingImport;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.value.Dn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Names change hands: an object takes the name of another, a container takes its children along.
final class NameMoves {
  private static final int PAGE = 1_000;

  private final ImportSession session;
  private boolean transients;

  NameMoves(ImportSession session) {
    this.session = session;
  }

  /// Whether an object lost its name to another and nothing is known of its new one.
  boolean foundTransients() {
    return transients;
  }

  /// Makes a name free for a known object that is going to have it.
  void vacate(Dn dn, SpaceObject taker) throws InterruptedException {
    Optional<SpaceObject> holder = session.byDn(dn).filter(other -> other.id() != taker.id());
    if (holder.isEmpty()) {
      return;
    }
    if (holder.get().isPlaceholder()) {
      absorb(holder.get(), taker);
    } else {
      sendAway(holder.get());
    }
  }

  /// Gives an object that lost its name a temporary one (`spec/engine.md` §1.5). Where nothing is
  /// imported of it there is nothing to wait for: it is gone, or was never there.
  void sendAway(SpaceObject object) {
    boolean imported = object.images().imported() != null;
    transients |= imported;
    SpaceIdentity known = object.identity();
    SpaceIdentity away =
        new SpaceIdentity(
            temporary(object), known.anchor(), known.type(), known.partition(), known.parent());
    session.put(
        object
            .with(away)
            .with(object.state().with(imported ? SpaceState.TRANSIENT : SpaceState.RETRY)));
  }

  private static Dn temporary(SpaceObject object) {
    Dn dn = object.identity().dn();
    String name = "transient-" + object.id();
    return dn.isFlat()
        ? Dn.flat(name + " " + dn.text())
        : dn.parent().map(parent -> Dn.of("CN=" + name, parent)).orElse(Dn.of("CN=" + name));
  }

  /// What refers to a placeholder, or stands below it, belongs to the object that has its name.
  private void absorb(SpaceObject placeholder, SpaceObject taker) throws InterruptedException {
    session.settle();
    long from = placeholder.id();
    for (List<SpaceLink> page = session.store().space().referrers(from, 0, PAGE);
        !page.isEmpty();
        page = session.store().space().referrers(from, page.getLast().owner(), PAGE)) {
      page.forEach(link -> redirect(link, taker.id()));
    }
    for (List<SpaceObject> page = session.store().space().children(from, 0, PAGE);
        !page.isEmpty();
        page = session.store().space().children(from, page.getLast().id(), PAGE)) {
      for (SpaceObject child : session.workspace().admit(page)) {
        session.put(child.with(withParent(child.identity(), taker.id())));
      }
    }
    session.remove(placeholder);
  }

  /// A reference to the placeholder of a name becomes one to the object: for synchronization, a
  /// value that came.
  private void redirect(SpaceLink link, long target) {
    SpaceObject owner = session.workspace().space(link.owner()).orElseThrow();
    session.put(link.withFlags(0));
    SpaceLink known =
        session
            .workspace()
            .link(link.owner(), link.attribute(), target)
            .orElse(new SpaceLink(link.owner(), link.attribute(), target, 0));
    int kept = link.flags() & ~(SpaceLink.IMPORTED | SpaceLink.UNSYNCED);
    int flags = known.flags() | kept;
    if (link.is(SpaceLink.IMPORTED)) {
      boolean twice = known.is(SpaceLink.IMPORTED);
      int sent = flags & (SpaceLink.SENT_ADD | SpaceLink.SENT_REMOVE);
      flags = LinkFlags.reported(flags, true, owner) | sent;
      SpaceObject changed = twice ? oneLess(owner, link.attribute()) : owner;
      session.put(PendingImport.mark(owner, changed));
    }
    session.put(
        known.withFlags(LinkFlags.pending(flags, link.attribute(), owner.images().intent())));
  }

  private static SpaceObject oneLess(SpaceObject owner, int attribute) {
    SpaceImages images = owner.images();
    int count = images.counts().get(attribute) - 1;
    return owner.with(images.withCounts(images.counts().with(attribute, count)));
  }

  /// Everything below a container that was renamed gets its name from there, however deep.
  void renameBelow(SpaceObject container) throws InterruptedException {
    session.settle();
    Deque<SpaceObject> containers = new ArrayDeque<>(List.of(container));
    while (!containers.isEmpty()) {
      SpaceObject parent = containers.pop();
      for (List<SpaceObject> page = session.store().space().children(parent.id(), 0, PAGE);
          !page.isEmpty();
          page = session.store().space().children(parent.id(), page.getLast().id(), PAGE)) {
        for (SpaceObject child : session.workspace().admit(page)) {
          if (child.identity().parent() == parent.id() && rename(child, parent)) {
            containers.push(session.workspace().space(child.id()).orElseThrow());
          }
        }
        session.commitIfLarge();
      }
      session.settle();
    }
  }

  private boolean rename(SpaceObject child, SpaceObject parent) throws InterruptedException {
    Dn dn = Dn.of(child.identity().dn().rdn(), parent.identity().dn());
    if (dn.equals(child.identity().dn())) {
      return false;
    }
    Optional<SpaceObject> holder = session.byDn(dn);
    if (holder.isPresent()) {
      if (!holder.get().isPlaceholder()) {
        // Somebody has the name already: this one's own report will tell where it went.
        return false;
      }
      absorb(holder.get(), child);
    }
    SpaceIdentity known = child.identity();
    SpaceObject renamed =
        child.with(
            new SpaceIdentity(dn, known.anchor(), known.type(), known.partition(), known.parent()));
    Image imported = child.images().imported();
    session.put(imported == null ? renamed : PendingImport.mark(child, renamed));
    return true;
  }

  private static SpaceIdentity withParent(SpaceIdentity known, long parent) {
    return new SpaceIdentity(known.dn(), known.anchor(), known.type(), known.partition(), parent);
  }
}
