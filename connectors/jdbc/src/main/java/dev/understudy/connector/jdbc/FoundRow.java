// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ImportedChange;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A row on its way to be an object: its lists come later.
final class FoundRow {
  private final String type;
  private final String key;
  private final Anchor anchor;
  private final Dn dn;
  private final Map<String, List<Value>> values = new LinkedHashMap<>();
  private final Map<String, List<Value>> lists = new LinkedHashMap<>();

  FoundRow(String type, String key, Anchor anchor, Dn dn) {
    this.type = type;
    this.key = key;
    this.anchor = anchor;
    this.dn = dn;
  }

  String key() {
    return key;
  }

  Anchor anchor() {
    return anchor;
  }

  void set(String attribute, Value value) {
    values.put(attribute, List.of(value));
  }

  void addToList(String attribute, Value value) {
    lists.computeIfAbsent(attribute, _ -> new ArrayList<>()).add(value);
  }

  /// The lists are going to be read again.
  void forgetLists() {
    lists.clear();
  }

  ImportedChange.Present toObject() {
    Map<String, List<Value>> all = new LinkedHashMap<>(values);
    lists.forEach((attribute, list) -> all.put(attribute, list.stream().distinct().toList()));
    return new ImportedChange.Present(anchor, dn, type, new Attributes(all));
  }
}
