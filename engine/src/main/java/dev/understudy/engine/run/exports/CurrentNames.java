// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.SpaceReader;
import dev.understudy.value.Dn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names that objects have in the directory at this moment: as imported, but for renames that
/// were sent, of themselves or of what stands above them.
final class CurrentNames {
  private static final int PARENTS_MAX = 10_000;

  private final SpaceReader space;
  private final Map<Long, Renamed> parents =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Renamed> eldest) {
          return size() > PARENTS_MAX;
        }
      };

  /// @param dn the name now
  /// @param renamed whether it is not the one that was imported
  private record Renamed(Dn dn, boolean renamed) {}

  CurrentNames(SpaceReader space) {
    this.space = space;
  }

  /// The object's name now.
  Dn of(SpaceObject object) {
    return now(object).dn();
  }

  /// The name of an object that is going to stand below `parent`.
  private Renamed now(SpaceObject object) {
    Dn sent = object.images().sent().dn();
    if (sent != null) {
      return new Renamed(sent, true);
    }
    Dn known = object.identity().dn();
    if (known.isFlat() || object.identity().parent() == 0) {
      return new Renamed(known, false);
    }
    Renamed above = parent(object.identity().parent());
    return above.renamed()
        ? new Renamed(Dn.of(known.rdn(), above.dn()), true)
        : new Renamed(known, false);
  }

  private Renamed parent(long id) {
    Renamed known = parents.get(id);
    if (known == null) {
      List<SpaceObject> found = space.objects(List.of(id));
      known = found.isEmpty() ? new Renamed(Dn.of(""), false) : now(found.getFirst());
      parents.put(id, known);
    }
    return known;
  }

  /// Something was renamed: what was known may be wrong.
  void forget() {
    parents.clear();
  }
}
