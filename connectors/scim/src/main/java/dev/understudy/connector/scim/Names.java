// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which resource is called how: a bounded number of them, the last ones used. Members of groups
/// are identifiers inside and names outside, so this is asked for every member.
final class Names {
  /// Some 60 MB.
  static final int KNOWN_MAX = 250_000;

  /// What a resource without a name is called, before its identifier.
  static final String NAMELESS = "id:";

  private final Map<String, String> nameOf = new LinkedHashMap<>(1_024, 0.75f, true);
  private final Map<String, String> idOf = new LinkedHashMap<>();

  /// The name of that resource; null when it is not known here.
  synchronized @Nullable String nameOf(String id) {
    return nameOf.get(id);
  }

  /// The resource of that name; null when it is not known here.
  synchronized @Nullable String idOf(String name) {
    return name.startsWith(NAMELESS) ? name.substring(NAMELESS.length()) : idOf.get(name);
  }

  synchronized void put(String id, String name) {
    String before = nameOf.put(id, name);
    if (before != null && !before.equals(name)) {
      idOf.remove(before, id);
    }
    idOf.put(name, id);
    if (nameOf.size() > KNOWN_MAX) {
      Map.Entry<String, String> eldest = nameOf.entrySet().iterator().next();
      nameOf.remove(eldest.getKey());
      idOf.remove(eldest.getValue(), eldest.getKey());
    }
  }

  synchronized void remove(String id) {
    String name = nameOf.remove(id);
    if (name != null) {
      idOf.remove(name, id);
    }
  }
}
