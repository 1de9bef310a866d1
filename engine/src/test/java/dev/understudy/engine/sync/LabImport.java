// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.LinkCounts;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.Snapshot;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.work.Workspace;
import dev.understudy.schema.Partition;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Stages what a directory of the lab reports, each object whole, in a transaction of its own.
final class LabImport {
  private final Store store;
  private final Workspace workspace;
  private final int connector;
  private final LabDirectory directory;
  private final int partition;

  LabImport(Store store, Workspace workspace, int connector, LabDirectory directory) {
    this.store = store;
    this.workspace = workspace;
    this.connector = connector;
    this.directory = directory;
    this.partition = store.dictionary().number(Partition.DEFAULT.name());
  }

  /// Stages every entry that changed.
  void run() {
    for (String name : directory.drainChanged()) {
      LabDirectory.@Nullable Entry entry = directory.find(name);
      if (entry == null) {
        byAnchor(name).ifPresent(this::gone);
      } else {
        present(entry);
      }
      store.write(workspace.drain());
      workspace.forgetPrevious();
    }
  }

  private Optional<SpaceObject> byAnchor(String name) {
    Anchor anchor = Anchor.of(name);
    return Optional.ofNullable(workspace.byAnchor(connector, List.of(anchor)).get(anchor));
  }

  private void present(LabDirectory.Entry entry) {
    SpaceObject before = known(entry);
    if (!before.identity().dn().equals(entry.dn()) || workspace.space(before.id()).isEmpty()) {
      workspace.put(
          before.with(
              new SpaceIdentity(
                  entry.dn(), before.identity().anchor(), before.identity().type(), partition, 0)));
    }
    SpaceIdentity identity =
        new SpaceIdentity(
            entry.dn(),
            Anchor.of(entry.anchor()),
            store.dictionary().number(entry.type()),
            partition,
            entry.dn().parent().map(this::idOrPlaceholder).orElse(0L));
    Image.Builder values = new Image.Builder(8);
    LinkCounts counts = LinkCounts.NONE;
    boolean linksChanged = false;
    for (String name : LabSchema.SCHEMA.attributes().keySet()) {
      List<Value> reported = entry.values().getOrDefault(name, List.of());
      int attribute = store.dictionary().number(name);
      if (LabSchema.isReference(name)) {
        Set<Long> targets = targets(reported);
        linksChanged |= stageLinks(before, attribute, targets);
        counts = counts.with(attribute, targets.size());
      } else if (!reported.isEmpty()) {
        values.put(attribute, reported);
      }
    }
    put(before, identity, values.build(), counts, linksChanged);
  }

  private void put(
      SpaceObject before,
      SpaceIdentity identity,
      Image values,
      LinkCounts counts,
      boolean linksChanged) {
    Image imported = before.images().imported();
    boolean changed =
        imported == null
            || !imported.sameAs(values)
            || !before.identity().dn().text().equals(identity.dn().text())
            || before.identity().type() != identity.type()
            || linksChanged;
    SpaceImages images =
        before.images().withImported(values).withCounts(counts).withSent(Sent.NOTHING);
    SpaceObject after = before.with(images).with(withPendingLinks(before).state());
    if (changed || !identity.equals(before.identity())) {
      after = mark(before, after).with(identity);
    }
    workspace.put(after);
  }

  /// The object that a report is about; a new one when there is none.
  private SpaceObject known(LabDirectory.Entry entry) {
    Optional<SpaceObject> known = byAnchor(entry.anchor());
    Optional<SpaceObject> holder = workspace.byDn(connector, entry.dn());
    boolean same = known.isPresent() && holder.isPresent() && known.get().id() == holder.get().id();
    if (holder.isPresent() && !same) {
      SpaceObject other = holder.get();
      if (other.isPlaceholder() && known.isEmpty()) {
        return other;
      }
      if (other.isPlaceholder()) {
        absorb(other, known.get());
      } else if (other.images().imported() != null
          || other.state().is(SpaceState.PENDING_IMPORT)
          || known.isPresent()) {
        sendAway(other);
      } else {
        boolean mine = other.identity().type() == store.dictionary().number(entry.type());
        return mine ? other : disown(other);
      }
    }
    return known
        .flatMap(object -> workspace.space(object.id()))
        .orElseGet(() -> added(entry.dn(), SpaceIdentity.PLACEHOLDER));
  }

  private SpaceObject added(Dn dn, int type) {
    return new SpaceObject(
        store.newId(),
        connector,
        new SpaceIdentity(dn, null, type, partition, 0),
        SpaceImages.NONE,
        Lineage.NONE,
        SpaceState.CLEAN);
  }

  private SpaceObject disown(SpaceObject object) {
    workspace.joinedTo(object.lineage().metaverse()).stream()
        .filter(other -> other.id() != object.id())
        .forEach(other -> workspace.put(other.with(other.state().with(SpaceState.RETRY))));
    for (SpaceLink link : Links.of(workspace, object.id(), 0)) {
      workspace.put(link.withFlags(link.flags() & (SpaceLink.IMPORTED | SpaceLink.UNSYNCED)));
    }
    SpaceObject disowned =
        object
            .with(Lineage.NONE)
            .with(object.images().withIntent(Intent.Unmanaged.UNMANAGED))
            .with(object.state().without(SpaceState.PENDING_LINKS));
    workspace.put(disowned);
    return disowned;
  }

  private void sendAway(SpaceObject object) {
    SpaceIdentity known = object.identity();
    Dn away = LabSchema.dn("transient-" + object.id(), known.dn().isFlat());
    boolean imported = object.images().imported() != null;
    workspace.put(
        object
            .with(
                new SpaceIdentity(
                    away, known.anchor(), known.type(), known.partition(), known.parent()))
            .with(object.state().with(imported ? SpaceState.TRANSIENT : SpaceState.RETRY)));
  }

  /// What refers to a placeholder refers to the object that takes its name.
  private void absorb(SpaceObject placeholder, SpaceObject taker) {
    for (SpaceLink link : store.space().referrers(placeholder.id(), 0, Integer.MAX_VALUE)) {
      SpaceObject owner = workspace.space(link.owner()).orElseThrow();
      workspace.put(link.withFlags(0));
      workspace.put(
          new SpaceLink(
              link.owner(),
              link.attribute(),
              taker.id(),
              SpaceLink.IMPORTED | (wasSynchronized(owner) ? SpaceLink.UNSYNCED : 0)));
      workspace.put(mark(owner, owner));
    }
    workspace.removeSpace(placeholder.id());
  }

  private long idOrPlaceholder(Dn dn) {
    SpaceObject known = workspace.byDn(connector, dn).orElse(null);
    if (known == null) {
      known = added(dn, SpaceIdentity.PLACEHOLDER);
      workspace.put(known);
    }
    return known.id();
  }

  private Set<Long> targets(List<Value> values) {
    Set<Long> targets = new TreeSet<>();
    for (Value value : values) {
      if (value instanceof Value.Reference(Dn dn)) {
        targets.add(idOrPlaceholder(dn));
      }
    }
    return targets;
  }

  /// @return whether a value came or went
  private boolean stageLinks(SpaceObject owner, int attribute, Set<Long> targets) {
    Map<Long, SpaceLink> links = new TreeMap<>();
    for (SpaceLink link : Links.of(workspace, owner.id(), attribute)) {
      links.put(link.target(), link);
    }
    targets.forEach(
        target -> links.putIfAbsent(target, new SpaceLink(owner.id(), attribute, target, 0)));
    boolean changed = false;
    for (SpaceLink link : links.values()) {
      boolean there = targets.contains(link.target());
      int flags = link.flags() & ~(SpaceLink.SENT_ADD | SpaceLink.SENT_REMOVE);
      if (link.is(SpaceLink.IMPORTED) != there) {
        changed = true;
        flags ^= SpaceLink.IMPORTED;
        flags ^= wasSynchronized(owner) ? SpaceLink.UNSYNCED : 0;
      }
      flags = Invariants.pending(flags, attribute, owner.images().intent());
      if (flags != link.flags()) {
        workspace.put(link.withFlags(flags));
      }
    }
    return changed;
  }

  private static boolean wasSynchronized(SpaceObject owner) {
    return owner.images().synced() != null
        || (owner.images().imported() != null && !owner.state().is(SpaceState.PENDING_IMPORT));
  }

  private SpaceObject withPendingLinks(SpaceObject object) {
    boolean pending =
        Links.of(workspace, object.id(), 0).stream().anyMatch(link -> link.is(SpaceLink.PENDING));
    return object.with(
        pending
            ? object.state().with(SpaceState.PENDING_LINKS)
            : object.state().without(SpaceState.PENDING_LINKS));
  }

  private static SpaceObject mark(SpaceObject before, SpaceObject after) {
    if (before.state().is(SpaceState.PENDING_IMPORT)) {
      return after;
    }
    Image imported = before.images().imported();
    Snapshot snapshot =
        imported == null
            ? null
            : new Snapshot(before.identity().type(), before.identity().dn(), imported);
    return after
        .with(after.images().withSynced(snapshot))
        .with(after.state().with(SpaceState.PENDING_IMPORT));
  }

  private void gone(SpaceObject before) {
    for (String name : LabSchema.SCHEMA.attributes().keySet()) {
      if (LabSchema.isReference(name)) {
        stageLinks(before, store.dictionary().number(name), Set.of());
      }
    }
    SpaceImages images =
        before.images().withImported(null).withCounts(LinkCounts.NONE).withSent(Sent.NOTHING);
    workspace.put(mark(before, before.with(images).with(withPendingLinks(before).state())));
  }
}
