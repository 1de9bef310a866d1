// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.Change;
import dev.understudy.value.Anchor;
import dev.understudy.value.DnKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What one batch has decided.
final class Layer {
  final Map<Long, Decided<SpaceObject>> space = new LinkedHashMap<>();
  final Map<Long, Decided<MetaverseObject>> metaverse = new LinkedHashMap<>();

  /// Connector-space objects whose link was touched, by each metaverse object they had or have.
  final Map<Long, Set<Long>> joins = new HashMap<>();

  /// Metaverse objects that this batch made: nothing committed refers to them.
  final Set<Long> born = new HashSet<>();

  /// Connector-space objects that this batch made: no reference to or from them is committed.
  final Set<Long> fresh = new HashSet<>();

  /// Who has a name; 0 when it became free.
  final Map<NameSlot, Long> names = new HashMap<>();

  final Map<AnchorSlot, Long> anchors = new HashMap<>();

  /// Reference values by owner.
  final Map<Long, Map<LinkSlot, SpaceLink>> links = new LinkedHashMap<>();

  /// The targets of these values.
  final Set<Long> targets = new HashSet<>();

  /// References of the metaverse: added, or removed.
  final Map<MetaverseLink, Boolean> metaverseLinks = new LinkedHashMap<>();

  /// The owners of these references.
  final Set<Long> metaverseOwners = new HashSet<>();

  /// The targets of these references.
  final Set<Long> metaverseTargets = new HashSet<>();

  final KeyOverlay metaverseKeys = new KeyOverlay();
  final Map<Integer, KeyOverlay> spaceKeys = new HashMap<>();
  final List<Change> others = new ArrayList<>();

  record NameSlot(int connector, DnKey key) {}

  record AnchorSlot(int connector, Anchor anchor) {}

  record LinkSlot(int attribute, long target) {}

  KeyOverlay spaceKeys(int connector) {
    return spaceKeys.computeIfAbsent(connector, absent -> new KeyOverlay());
  }

  @Nullable SpaceLink link(long owner, LinkSlot slot) {
    Map<LinkSlot, SpaceLink> mine = links.get(owner);
    return mine == null ? null : mine.get(slot);
  }

  void touchJoin(long metaverseId, long spaceId) {
    if (metaverseId != 0) {
      joins.computeIfAbsent(metaverseId, absent -> new HashSet<>(4)).add(spaceId);
    }
  }

  /// The decisions as changes, in an order in which every link finds its ends.
  List<Change> changes() {
    List<Change> changes =
        new ArrayList<>(space.size() * 2 + metaverse.size() * 2 + links.size() + 16);
    space.values().forEach(decided -> addIf(changes, decided.object(), Change.PutSpace::new));
    metaverse
        .values()
        .forEach(decided -> addIf(changes, decided.object(), Change.PutMetaverse::new));
    links
        .values()
        .forEach(mine -> mine.values().forEach(link -> changes.add(new Change.PutSpaceLink(link))));
    metaverseLinks.forEach((link, present) ->
        changes.add(
            present ? new Change.AddMetaverseLink(link) : new Change.RemoveMetaverseLink(link)));
    metaverseKeys.forEachRemoved((key, id) -> changes.add(new Change.RemoveMetaverseKey(key, id)));
    metaverseKeys.forEachAdded((key, id) -> changes.add(new Change.AddMetaverseKey(key, id)));
    spaceKeys.forEach((connector, keys) -> {
      keys.forEachRemoved((key, id) -> changes.add(new Change.RemoveSpaceKey(connector, key, id)));
      keys.forEachAdded((key, id) -> changes.add(new Change.AddSpaceKey(connector, key, id)));
    });
    space.forEach((id, object) -> {
      if (object.object() == null) {
        changes.add(new Change.RemoveSpace(id));
      }
    });
    metaverse.forEach((id, object) -> {
      if (object.object() == null) {
        changes.add(new Change.RemoveMetaverse(id));
      }
    });
    changes.addAll(others);
    return changes;
  }

  private static <T> void addIf(
      List<Change> changes, @Nullable T object, Function<T, Change> change) {
    if (object != null) {
      changes.add(change.apply(object));
    }
  }
}
