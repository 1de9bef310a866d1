// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.JoinKey;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.store.IndexKey;
import dev.understudy.value.Value;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which keys objects are found under.
///
/// A metaverse object is found by every attribute that a join asks for. A connector-space object is
/// found only while it is not linked: by the attributes of outbound joins as soon as it is
/// imported, and by those of inbound joins once it was synchronized and stayed without a partner,
/// so that it is tried again when its partner appears.
final class Keys {
  private final Program.Keys attributes;
  private final int dn;

  Keys(Program program) {
    this.attributes = program.keys();
    this.dn = program.dnAttribute();
  }

  void ofMetaverse(
      @Nullable MetaverseObject before,
      @Nullable MetaverseObject after,
      KeyOverlay overlay,
      Deque<Runnable> journal) {
    if (attributes.metaverse().isEmpty()) {
      return;
    }
    Set<IndexKey> old = before == null ? Set.of() : keys(before.values(), attributes.metaverse());
    Set<IndexKey> now = after == null ? Set.of() : keys(after.values(), attributes.metaverse());
    if (before != null || after != null) {
      long id = after == null ? java.util.Objects.requireNonNull(before).id() : after.id();
      difference(old, now, id, overlay, journal);
    }
  }

  void ofSpace(
      @Nullable SpaceObject before,
      @Nullable SpaceObject after,
      KeyOverlay overlay,
      Deque<Runnable> journal) {
    Set<IndexKey> old = before == null ? Set.of() : ofSpace(before);
    Set<IndexKey> now = after == null ? Set.of() : ofSpace(after);
    if (!old.isEmpty() || !now.isEmpty()) {
      long id = after == null ? java.util.Objects.requireNonNull(before).id() : after.id();
      difference(old, now, id, overlay, journal);
    }
  }

  /// All keys of a metaverse object.
  Set<IndexKey> ofMetaverse(MetaverseObject object) {
    return keys(object.values(), attributes.metaverse());
  }

  /// All keys of a connector-space object.
  Set<IndexKey> ofSpace(SpaceObject object) {
    Image imported = object.images().imported();
    if (imported == null || object.lineage().isLinked()) {
      return Set.of();
    }
    Set<Integer> wanted =
        new HashSet<>(attributes.outbound().getOrDefault(object.connector(), Set.of()));
    if (!object.state().is(SpaceState.TO_SYNCHRONIZE)) {
      wanted.addAll(attributes.inbound().getOrDefault(object.connector(), Set.of()));
    }
    if (wanted.isEmpty()) {
      return Set.of();
    }
    Set<IndexKey> keys = keys(imported, wanted);
    if (wanted.contains(dn)) {
      keys.add(JoinKey.of(dn, Value.of(object.identity().dn())));
    }
    return keys;
  }

  private static Set<IndexKey> keys(Image image, Set<Integer> wanted) {
    Set<IndexKey> keys = new HashSet<>();
    for (int attribute : wanted) {
      for (Value value : image.get(attribute)) {
        keys.add(JoinKey.of(attribute, value));
      }
    }
    return keys;
  }

  private static void difference(
      Set<IndexKey> old, Set<IndexKey> now, long id, KeyOverlay overlay, Deque<Runnable> journal) {
    for (IndexKey key : old) {
      if (!now.contains(key)) {
        overlay.remove(key, id);
        journal.push(() -> overlay.add(key, id));
      }
    }
    for (IndexKey key : now) {
      if (!old.contains(key)) {
        overlay.add(key, id);
        journal.push(() -> overlay.remove(key, id));
      }
    }
  }
}
