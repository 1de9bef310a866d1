// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.SpaceReader;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.DnKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who has which name and which anchor, as decided and else as committed.
final class SpaceNames {
  private final SpaceReader space;
  private final Layers layers;
  private final Map<Layer.NameSlot, Long> loaded = new HashMap<>();

  SpaceNames(SpaceReader space, Layers layers) {
    this.space = space;
    this.layers = layers;
  }

  /// The object of a connector with this name; 0 when there is none.
  long idOf(int connector, Dn dn) {
    Layer.NameSlot slot = new Layer.NameSlot(connector, dn.key());
    Long decided = layers.name(slot);
    return decided != null
        ? decided
        : loaded.computeIfAbsent(slot, absent -> space.idsByDn(connector, List.of(slot.key()))[0]);
  }

  /// The objects of a connector with these names, 0 where there is none.
  long[] idsOf(int connector, List<DnKey> keys) {
    long[] ids = space.idsByDn(connector, keys);
    for (int i = 0; i < ids.length; i++) {
      Long decided = layers.name(new Layer.NameSlot(connector, keys.get(i)));
      ids[i] = decided != null ? decided : ids[i];
    }
    return ids;
  }

  /// The object takes its name and anchor.
  void take(SpaceObject object) {
    layers.replace(
        layers.current().names,
        new Layer.NameSlot(object.connector(), object.identity().dn().key()),
        object.id());
    Anchor anchor = object.identity().anchor();
    if (anchor != null) {
      layers.replace(
          layers.current().anchors, new Layer.AnchorSlot(object.connector(), anchor), object.id());
    }
  }

  /// The object leaves the name and the anchor that it does not have any more.
  ///
  /// @param next as it will be; null when it is to be gone
  void leave(SpaceObject known, @Nullable SpaceObject next) {
    Dn dn = known.identity().dn();
    boolean renamed = next == null || !next.identity().dn().equals(dn);
    if (renamed && idOf(known.connector(), dn) == known.id()) {
      layers.replace(layers.current().names, new Layer.NameSlot(known.connector(), dn.key()), 0L);
    }
    Anchor anchor = known.identity().anchor();
    if (anchor != null && (next == null || !anchor.equals(next.identity().anchor()))) {
      layers.replace(layers.current().anchors, new Layer.AnchorSlot(known.connector(), anchor), 0L);
    }
  }

  /// What was read is not to be relied on any more.
  void forgetLoaded() {
    loaded.clear();
  }
}
