// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.engine.work.Workspace;
import dev.understudy.value.DnKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which object of the connector space has which name. A batch announces the names it will ask for,
/// so that those not known from before are looked up together.
final class DnIndex {
  private static final int KEYS_PER_LOOKUP = 5_000;

  private final Workspace workspace;
  private final int connector;
  private final DnCache cache = new DnCache();

  /// What this batch looked up or changed; 0 is nobody.
  private final Map<DnKey, Long> batch = new HashMap<>();

  DnIndex(Workspace workspace, int connector) {
    this.workspace = workspace;
    this.connector = connector;
  }

  /// Looks up all of these names that are not known.
  void announce(Collection<DnKey> keys) {
    List<DnKey> unknown = new ArrayList<>();
    for (DnKey key : keys) {
      if (!batch.containsKey(key) && cache.get(key) == 0) {
        batch.put(key, 0L);
        unknown.add(key);
      }
    }
    for (int from = 0; from < unknown.size(); from += KEYS_PER_LOOKUP) {
      lookUp(unknown.subList(from, Math.min(unknown.size(), from + KEYS_PER_LOOKUP)));
    }
  }

  private void lookUp(List<DnKey> keys) {
    long[] ids = workspace.idsByDn(connector, keys);
    for (int i = 0; i < ids.length; i++) {
      batch.put(keys.get(i), ids[i]);
    }
  }

  /// The object that has this name; 0 for nobody.
  long idOf(DnKey key) {
    long cached = cache.get(key);
    if (cached != 0) {
      return cached;
    }
    Long known = batch.get(key);
    if (known == null) {
      lookUp(List.of(key));
      known = batch.getOrDefault(key, 0L);
    }
    return known;
  }

  /// The object has this name now.
  void taken(DnKey key, long id) {
    cache.put(key, id);
    batch.put(key, id);
  }

  /// The object does not have this name any more.
  void left(DnKey key, long id) {
    if (idOf(key) == id) {
      cache.remove(key);
      batch.put(key, 0L);
    }
  }

  /// The batch is over: what it found is kept as far as there is room.
  void endBatch() {
    batch.forEach((key, id) -> {
      if (id != 0) {
        cache.put(key, id);
      }
    });
    batch.clear();
  }
}
