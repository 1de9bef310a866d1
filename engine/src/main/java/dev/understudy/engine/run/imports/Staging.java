// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectSource;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.DnKey;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds for each report the object that it is about (`spec/engine.md` §1.5) and stages it.
final class Staging implements ImportSink {
  private final ImportSession session;
  private final ReportedValues values;
  private final ObjectStaging objects;
  private final NameMoves moves;
  private final Discovery discovery;

  /// The objects of this batch by anchor, those that it made included.
  private final Map<Anchor, Long> byAnchor = new HashMap<>();

  Staging(ImportSession session, ObjectStaging objects, NameMoves moves, Discovery discovery) {
    this.session = session;
    this.values = new ReportedValues(session);
    this.objects = objects;
    this.moves = moves;
    this.discovery = discovery;
  }

  /// Decides on a batch.
  void stage(List<Read> batch) throws InterruptedException {
    byAnchor.clear();
    lookUp(batch);
    for (Read read : batch) {
      switch (read) {
        case Read.Changed(ImportedChange change) -> stage(change);
        case Read.Unreadable(DiscoveryError error) -> discovery.add(error);
      }
    }
  }

  /// Everything that the batch is going to ask for, at once.
  private void lookUp(List<Read> batch) {
    Set<Anchor> anchors = new HashSet<>();
    for (Read read : batch) {
      Anchor anchor = read instanceof Read.Changed(var change) ? anchor(change) : null;
      if (anchor != null) {
        anchors.add(anchor);
      }
    }
    Map<Anchor, SpaceObject> known = session.workspace().byAnchor(session.connector(), anchors);
    known.forEach((anchor, object) -> byAnchor.put(anchor, object.id()));
    List<DnKey> keys = new ArrayList<>(batch.size());
    for (Read read : batch) {
      if (read instanceof Read.Changed(var change)) {
        addKeys(change, known, keys);
      }
    }
    session.names().announce(keys);
  }

  private static @Nullable Anchor anchor(ImportedChange change) {
    return switch (change) {
      case ImportedChange.Present present -> present.anchor();
      case ImportedChange.Modified modified -> modified.anchor();
      case ImportedChange.Deleted deleted -> deleted.anchor();
    };
  }

  private static void addKeys(
      ImportedChange change, Map<Anchor, SpaceObject> known, List<DnKey> keys) {
    switch (change) {
      case ImportedChange.Present present -> {
        SpaceObject object = known.get(present.anchor());
        if (object == null || !object.identity().dn().text().equals(present.dn().text())) {
          keys.add(present.dn().key());
        }
        present.attributes().map().values().forEach(list -> addKeys(list, keys));
      }
      case ImportedChange.Modified modified -> {
        keys.add(modified.dn().key());
        for (AttributeChange attribute : modified.changes()) {
          switch (attribute) {
            case AttributeChange.Replace replace -> addKeys(replace.values(), keys);
            case AttributeChange.Update update -> {
              addKeys(update.added(), keys);
              addKeys(update.removed(), keys);
            }
          }
        }
      }
      case ImportedChange.Deleted deleted -> {
        Dn dn = deleted.dn();
        if (dn != null) {
          keys.add(dn.key());
        }
      }
    }
  }

  private static void addKeys(List<Value> values, List<DnKey> keys) {
    for (Value value : values) {
      if (value instanceof Value.Reference(Dn dn)) {
        keys.add(dn.key());
      }
    }
  }

  private void stage(ImportedChange change) throws InterruptedException {
    switch (change) {
      case ImportedChange.Present present -> present(present);
      case ImportedChange.Modified modified -> modified(modified);
      case ImportedChange.Deleted deleted ->
          find(deleted.anchor(), deleted.dn())
              .filter(object -> !object.isPlaceholder())
              .ifPresent(objects::gone);
    }
  }

  private Optional<SpaceObject> find(@Nullable Anchor anchor, @Nullable Dn dn) {
    Optional<SpaceObject> found = anchor == null ? Optional.empty() : byAnchor(anchor);
    return found.isEmpty() && dn != null && anchor == null ? session.byDn(dn) : found;
  }

  private Optional<SpaceObject> byAnchor(Anchor anchor) {
    Long id = byAnchor.get(anchor);
    return id == null
        ? Optional.empty()
        : session.workspace().space(id).filter(object -> anchor.equals(object.identity().anchor()));
  }

  private void present(ImportedChange.Present present) throws InterruptedException {
    Optional<SpaceObject> known = byAnchor(present.anchor());
    if (known.isPresent() && isRepeated(known.get())) {
      discovery.add(
          known.get().id(),
          new DiscoveryError(
              "duplicate-object",
              present.dn().text(),
              "the anchor %s was reported before for %s; the first one stays"
                  .formatted(present.anchor(), known.get().identity().dn())));
      return;
    }
    int type = session.number(present.objectType());
    SpaceObject before = known.isPresent() ? known.get() : byName(present.dn(), type);
    boolean moved = before != null && takeName(before, present.dn());
    long id = before == null ? reserve(present.dn()) : before.id();
    try {
      ReportedValues.Reported reported = values.whole(present.attributes());
      if (before == null) {
        add(id, present, type, reported);
      } else {
        change(id, present, type, reported);
      }
      session.seen().add(id);
      byAnchor.put(present.anchor(), id);
    } catch (InvalidValueException e) {
      if (before == null) {
        session.names().left(present.dn().key(), id);
      }
      refuse(before == null ? 0 : before.id(), present.dn(), e);
    }
    if (before != null && moved) {
      renameBelow(before.id());
    }
  }

  private void change(
      long id, ImportedChange.Present present, int type, ReportedValues.Reported reported) {
    SpaceObject before = session.workspace().space(id).orElseThrow();
    SpaceIdentity identity = identity(before, present.anchor(), present.dn(), type);
    objects.change(
        before, new Report(identity, reported.values(), reported.links(), Set.of(), true));
  }

  private boolean isRepeated(SpaceObject object) {
    return session.request().mode().isFull() && session.seen().contains(object.id());
  }

  /// A new object has its name before its values are looked at: it may refer to itself.
  private long reserve(Dn dn) {
    long id = session.store().newId();
    session.workspace().markFresh(id);
    session.names().taken(dn.key(), id);
    return id;
  }

  private void add(
      long id, ImportedChange.Present present, int type, ReportedValues.Reported reported) {
    SpaceIdentity identity =
        new SpaceIdentity(
            present.dn(),
            present.anchor(),
            type,
            session.partition(),
            session.parentOf(present.dn()));
    SpaceObject empty =
        new SpaceObject(
            id, session.connector(), identity, SpaceImages.NONE, Lineage.NONE, SpaceState.CLEAN);
    objects.add(empty, new Report(identity, reported.values(), reported.links(), Set.of(), true));
  }

  /// The object that has the name and that a report under another anchor, or the first with one, is
  /// about; null when there is none.
  private @Nullable SpaceObject byName(Dn dn, int type) {
    SpaceObject holder = session.byDn(dn).orElse(null);
    if (holder == null || holder.isPlaceholder()) {
      return holder;
    }
    boolean deleted = holder.state().is(SpaceState.PENDING_IMPORT);
    if (holder.images().imported() != null || deleted) {
      moves.sendAway(holder);
      return null;
    }
    return holder.identity().type() == type ? holder : disown(holder);
  }

  /// What was to be created there turns out to be of another type: it is not ours, and whoever
  /// wanted it must decide anew.
  private SpaceObject disown(SpaceObject object) {
    session.workspace().joinedTo(object.lineage().metaverse()).stream()
        .filter(other -> other.id() != object.id())
        .forEach(other -> session.put(other.with(other.state().with(SpaceState.RETRY))));
    KnownLinks links = KnownLinks.of(session, object.id(), 0);
    while (links.hasNext()) {
      SpaceLink link = links.next();
      session.put(link.withFlags(link.flags() & (SpaceLink.IMPORTED | SpaceLink.UNSYNCED)));
    }
    SpaceObject disowned =
        object
            .with(Lineage.NONE)
            .with(object.images().withIntent(Intent.Unmanaged.UNMANAGED))
            .with(object.state().without(SpaceState.PENDING_LINKS));
    session.put(disowned);
    return disowned;
  }

  /// Frees the name that a known object has now; whether that is a new one, and children may have
  /// to follow.
  private boolean takeName(SpaceObject before, Dn dn) throws InterruptedException {
    if (dn.text().equals(before.identity().dn().text()) || dn.equals(before.identity().dn())) {
      return false;
    }
    moves.vacate(dn, before);
    return session.hasChildren(before.id());
  }

  private void renameBelow(long id) throws InterruptedException {
    SpaceObject container = session.workspace().space(id).orElseThrow();
    moves.renameBelow(container);
  }

  private SpaceIdentity identity(SpaceObject before, @Nullable Anchor anchor, Dn dn, int type) {
    SpaceIdentity known = before.identity();
    long parent =
        known.dn().text().equals(dn.text()) && known.parent() != 0
            ? known.parent()
            : session.parentOf(dn);
    return new SpaceIdentity(dn, anchor, type, session.partition(), parent);
  }

  /// A change of an object of which nothing is imported: the directory is asked for all of it.
  private void readWhole(ImportedChange.Modified modified) throws InterruptedException {
    Anchor anchor = modified.anchor();
    if (anchor != null && session.request().connector() instanceof ObjectSource source) {
      source.readObject(session.request().scope(), anchor, this);
      return;
    }
    discovery.add(
        new DiscoveryError(
            "need-full-object",
            modified.dn().text(),
            "a change of an object that was never read; run a full import"));
  }

  @Override
  public void accept(ImportedChange change) throws InterruptedException {
    stage(change);
  }

  @Override
  public void reject(DiscoveryError error) {
    discovery.add(error);
  }

  private void modified(ImportedChange.Modified modified) throws InterruptedException {
    Optional<SpaceObject> known = find(modified.anchor(), modified.dn());
    Image imported = known.map(object -> object.images().imported()).orElse(null);
    if (known.isEmpty() || imported == null) {
      readWhole(modified);
      return;
    }
    long id = known.get().id();
    Dn newDn = modified.newDn();
    Dn dn = newDn == null ? modified.dn() : newDn;
    boolean moved = takeName(known.get(), dn);
    try {
      ReportedValues.Reported reported = values.changed(imported, modified.changes());
      SpaceObject before = session.workspace().space(id).orElseThrow();
      SpaceIdentity identity =
          identity(before, before.identity().anchor(), dn, before.identity().type());
      objects.change(
          before,
          new Report(identity, reported.values(), reported.links(), reported.named(), false));
      session.seen().add(id);
    } catch (InvalidValueException e) {
      refuse(id, modified.dn(), e);
    }
    if (moved) {
      renameBelow(id);
    }
  }

  private void refuse(long id, Dn dn, InvalidValueException why) {
    discovery.add(
        id,
        new DiscoveryError("invalid-attribute-value", dn.text(), String.valueOf(why.getMessage())));
  }
}
