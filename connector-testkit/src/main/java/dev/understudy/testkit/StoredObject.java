// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadScope;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One object of an [InMemoryDirectory]. Immutable: a change makes another one.
///
/// @param anchor given by the directory
/// @param dn its name now
/// @param objectType its type
/// @param attributes its values
public record StoredObject(Anchor anchor, Dn dn, String objectType, Attributes attributes) {

  /// The object as a read of this scope reports it.
  ImportedChange.Present seenBy(ReadScope scope) {
    Map<String, List<Value>> visible = new LinkedHashMap<>();
    attributes
        .map()
        .forEach((name, values) -> {
          if (scope.attributes().contains(name)) {
            visible.put(name, values);
          }
        });
    return new ImportedChange.Present(anchor, dn, objectType, new Attributes(visible));
  }

  StoredObject named(Dn newDn) {
    return new StoredObject(anchor, newDn, objectType, attributes);
  }

  StoredObject with(String attribute, List<Value> values) {
    Map<String, List<Value>> changed = new LinkedHashMap<>(attributes.map());
    if (values.isEmpty()) {
      changed.remove(attribute);
    } else {
      changed.put(attribute, List.copyOf(values));
    }
    return new StoredObject(anchor, dn, objectType, new Attributes(changed));
  }
}
