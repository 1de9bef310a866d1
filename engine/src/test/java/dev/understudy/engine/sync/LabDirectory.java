// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A directory of the lab: its entries, and which of them changed since they were last read.
final class LabDirectory {
  private final boolean flat;
  private final Map<String, Entry> entries = new TreeMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Map<String, Entry> removed = new TreeMap<>();
  private final Set<String> everUsed = new HashSet<>();

  /// @param flat whether names are opaque texts
  LabDirectory(boolean flat) {
    this.flat = flat;
  }

  /// One entry; its anchor is the name under which it was put first.
  record Entry(String anchor, String type, Dn dn, Map<String, List<Value>> values) {}

  boolean isFlat() {
    return flat;
  }

  /// Puts an entry, or replaces it. One that comes back has the name that it had.
  void put(String type, String name, String... attributes) {
    Entry known = entries.getOrDefault(name, removed.get(name));
    Dn dn = known == null ? LabSchema.dn(name, flat) : known.dn();
    put(new Entry(name, type, dn, values(new TreeMap<>(), attributes)));
  }

  /// Changes some attributes; `title=` removes one.
  void set(String name, String... attributes) {
    Entry known = entry(name);
    put(
        new Entry(
            name, known.type(), known.dn(), values(new TreeMap<>(known.values()), attributes)));
  }

  /// Renames an entry; references to it follow.
  void rename(String name, String newName) {
    Entry known = entry(name);
    Dn dn = LabSchema.dn(newName, flat);
    put(new Entry(name, known.type(), dn, known.values()));
    replaceReferences(known.dn(), List.of(Value.of(dn)));
  }

  void put(Entry entry) {
    entries.put(entry.anchor(), entry);
    everUsed.add(entry.anchor());
    changed.remove(entry.anchor());
    changed.add(entry.anchor());
  }

  /// Removes an entry with the references to it.
  void remove(String name) {
    removeOnly(name);
    Entry known = removed.get(name);
    if (known != null) {
      replaceReferences(known.dn(), List.of());
    }
  }

  /// Removes an entry; references to it dangle.
  void removeOnly(String name) {
    Entry known = entries.remove(name);
    if (known != null) {
      removed.put(name, known);
    }
    changed.remove(name);
    changed.add(name);
  }

  /// References to an entry that was renamed are to its new name.
  void referencesFollow(Dn old, Dn now) {
    replaceReferences(old, List.of(Value.of(now)));
  }

  private void replaceReferences(Dn old, List<Value> by) {
    for (Entry entry : all()) {
      Map<String, List<Value>> values = new TreeMap<>();
      entry
          .values()
          .forEach((name, list) -> {
            List<Value> kept = new ArrayList<>(list);
            if (kept.remove(Value.of(old))) {
              kept.addAll(by);
            }
            if (!kept.isEmpty()) {
              values.put(name, List.copyOf(kept));
            }
          });
      if (!values.equals(entry.values())) {
        put(new Entry(entry.anchor(), entry.type(), entry.dn(), values));
      }
    }
  }

  private Map<String, List<Value>> values(Map<String, List<Value>> values, String[] attributes) {
    for (String attribute : attributes) {
      int equals = attribute.indexOf('=');
      String name = attribute.substring(0, equals);
      String text = attribute.substring(equals + 1);
      if (text.isEmpty()) {
        values.remove(name);
      } else if (LabSchema.isReference(name)) {
        values.put(name, Stream.of(text.split("\\|")).map(this::reference).toList());
      } else {
        values.put(name, LabSchema.values(name, text, flat));
      }
    }
    return values;
  }

  /// The entry of that name, as it is called now; somebody who is not there is called so.
  private Value reference(String name) {
    Entry known = entries.get(name);
    return Value.of(known == null ? LabSchema.dn(name, flat) : known.dn());
  }

  Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no entry " + name);
    }
    return entry;
  }

  @Nullable Entry find(String name) {
    return entries.get(name);
  }

  List<Entry> all() {
    return List.copyOf(entries.values());
  }

  /// An anchor that no entry ever had.
  String newAnchor(Dn dn) {
    String name = flat ? dn.text() : dn.rdn().substring(dn.rdn().indexOf('=') + 1);
    String anchor = name;
    for (int i = 2; !everUsed.add(anchor); i++) {
      anchor = name + "#" + i;
    }
    return anchor;
  }

  /// The names of the entries that came, changed or went since the last call.
  List<String> drainChanged() {
    List<String> names = new ArrayList<>(changed);
    changed.clear();
    return names;
  }
}
