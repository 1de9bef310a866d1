// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.PendingExport;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.work.Workspace;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sends what is pending to a directory of the lab, which accepts everything; nothing is confirmed
/// until it is imported.
final class LabExport {
  private final Store store;
  private final Workspace workspace;
  private final LabDirectory directory;

  LabExport(Store store, Workspace workspace, LabDirectory directory) {
    this.store = store;
    this.workspace = workspace;
    this.directory = directory;
  }

  void run(int connector) {
    List<SpaceObject> pending =
        store.space().page(connector, 0, SpaceState.PENDING_EXPORT, Integer.MAX_VALUE);
    for (SpaceObject object : pending) {
      switch (PendingExport.of(object)) {
        case PendingExport.None _ -> update(object, null, List.of());
        case PendingExport.Delete _ -> delete(object);
        case PendingExport.Update update -> update(object, update.newDn(), update.differences());
        case PendingExport.Add _ -> {}
      }
    }
    for (SpaceObject object : pending) {
      if (PendingExport.of(object) instanceof PendingExport.Add(Dn dn, Image attributes)) {
        add(object, dn, attributes);
      }
    }
    store.write(workspace.drain());
    workspace.forgetPrevious();
  }

  private static String anchorOf(SpaceObject object) {
    Anchor anchor = object.identity().anchor();
    return anchor == null
        ? ""
        : new String(anchor.bytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private void delete(SpaceObject object) {
    directory.remove(anchorOf(object));
    workspace.put(
        object.with(object.images().withSent(new Sent(Sent.Operation.DELETE, null, Image.EMPTY))));
  }

  private void add(SpaceObject object, Dn dn, Image attributes) {
    String anchor = directory.newAnchor(dn);
    SpaceIdentity known = object.identity();
    SpaceIdentity identity =
        new SpaceIdentity(dn, Anchor.of(anchor), known.type(), known.partition(), known.parent());
    Map<String, List<Value>> values = new TreeMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      values.put(name(attributes.attribute(i)), attributes.values(i));
    }
    sendLinks(object, values);
    directory.put(
        new LabDirectory.Entry(anchor, store.dictionary().name(known.type()), dn, values));
    workspace.put(
        object
            .with(identity)
            .with(object.images().withSent(new Sent(Sent.Operation.ADD, null, attributes)))
            .with(object.state().without(SpaceState.PENDING_LINKS)));
  }

  private void update(
      SpaceObject object, @Nullable Dn newDn, List<PendingExport.Difference> differences) {
    LabDirectory.Entry entry = directory.find(anchorOf(object));
    if (entry == null) {
      // Gone, and not reported yet: it stays pending until an import says so.
      return;
    }
    Map<String, List<Value>> values = new TreeMap<>(entry.values());
    Sent before = object.images().sent();
    Image.Builder sent = new Image.Builder(8);
    for (int i = 0; i < before.values().size(); i++) {
      sent.put(before.values().attribute(i), before.values().values(i));
    }
    for (PendingExport.Difference difference : differences) {
      sent.put(difference.attribute(), difference.after());
      if (difference.after().isEmpty()) {
        values.remove(name(difference.attribute()));
      } else {
        values.put(name(difference.attribute()), difference.after());
      }
    }
    sendLinks(object, values);
    Dn dn = newDn == null ? entry.dn() : newDn;
    directory.put(new LabDirectory.Entry(entry.anchor(), entry.type(), dn, values));
    if (newDn != null) {
      directory.referencesFollow(entry.dn(), newDn);
    }
    Dn sentDn = newDn == null ? before.dn() : newDn;
    workspace.put(
        object
            .with(object.images().withSent(new Sent(before.operation(), sentDn, sent.build())))
            .with(object.state().without(SpaceState.PENDING_LINKS)));
  }

  /// The name that the directory knows an object by, which may just have been sent.
  private Dn nameNow(SpaceObject object) {
    LabDirectory.Entry entry = directory.find(anchorOf(object));
    return entry == null ? object.identity().dn() : entry.dn();
  }

  private void sendLinks(SpaceObject object, Map<String, List<Value>> values) {
    for (SpaceLink link : Links.of(workspace, object.id(), 0)) {
      if (!link.is(SpaceLink.PENDING)) {
        continue;
      }
      Value target = Value.of(nameNow(store.space().objects(List.of(link.target())).getFirst()));
      List<Value> list = new ArrayList<>(values.getOrDefault(name(link.attribute()), List.of()));
      boolean add = link.is(SpaceLink.DESIRED);
      list.remove(target);
      if (add) {
        list.add(target);
      }
      if (list.isEmpty()) {
        values.remove(name(link.attribute()));
      } else {
        values.put(name(link.attribute()), List.copyOf(list));
      }
      int flags = link.flags() & ~(SpaceLink.PENDING | SpaceLink.SENT_ADD | SpaceLink.SENT_REMOVE);
      boolean there = link.is(SpaceLink.IMPORTED);
      flags |= add ? (there ? 0 : SpaceLink.SENT_ADD) : (there ? SpaceLink.SENT_REMOVE : 0);
      workspace.put(link.withFlags(flags));
    }
  }

  private String name(int number) {
    return store.dictionary().name(number);
  }
}
