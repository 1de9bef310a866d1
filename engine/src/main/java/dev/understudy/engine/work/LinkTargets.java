// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.work;

import dev.understudy.engine.store.SpaceReader;
import java.util.HashMap;
import java.util.Map;

/// Look-ups of the two ends of a link for many identifiers at once, of what is committed, with a
/// bounded memory. Whoever decides on a link says so, and what was remembered is forgotten.
final class LinkTargets {
  private final SpaceReader space;
  private final NumberCache metaverseOf = new NumberCache();
  private final Map<Integer, NumberCache> partnerOf = new HashMap<>();

  LinkTargets(SpaceReader space) {
    this.space = space;
  }

  void forget(long spaceId, long metaverseId) {
    metaverseOf.forget(spaceId);
    if (metaverseId != 0) {
      partnerOf.values().forEach(cache -> cache.forget(metaverseId));
    }
  }

  /// The committed metaverse identifiers of objects; 0 for one without.
  long[] metaverseOf(long[] ids) {
    return look(ids, metaverseOf, space::metaverseOf);
  }

  /// The committed objects of a connector that are linked to metaverse objects; 0 for none.
  long[] partners(int connector, long[] metaverseIds) {
    return look(
        metaverseIds,
        partnerOf.computeIfAbsent(connector, absent -> new NumberCache()),
        ids -> space.joinedIds(connector, ids));
  }

  /// A look-up of many numbers in the store.
  private interface Query {
    long[] ask(long[] ids);
  }

  private static long[] look(long[] ids, NumberCache cache, Query query) {
    long[] found = new long[ids.length];
    int[] open = new int[ids.length];
    int count = 0;
    for (int i = 0; i < ids.length; i++) {
      found[i] = ids[i] == 0 ? 0 : cache.get(ids[i]);
      if (found[i] == NumberCache.UNKNOWN) {
        open[count++] = i;
      }
    }
    if (count > 0) {
      long[] asked = new long[count];
      for (int i = 0; i < count; i++) {
        asked[i] = ids[open[i]];
      }
      long[] answered = query.ask(asked);
      for (int i = 0; i < count; i++) {
        found[open[i]] = answered[i];
        cache.put(asked[i], answered[i]);
      }
    }
    return found;
  }
}
