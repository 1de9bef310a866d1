// SPDX-License-Identifier: Apache-2.0
package dev.understudy.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The attributes of one object as a directory reports or takes them: name to values, no attribute
/// without a value. Names are compared exactly; a connector reports each name in the spelling of
/// its schema.
///
/// @param map name to one or more values, in the order of the source; not copied, never changed
///   afterwards
public record Attributes(Map<String, List<Value>> map) {
  public static final Attributes EMPTY = new Attributes(Map.of());

  /// The values of `name`, empty when it is absent.
  public List<Value> get(String name) {
    return map.getOrDefault(name, List.of());
  }

  /// The names that have a value.
  public Set<String> names() {
    return map.keySet();
  }

  /// A builder that keeps order and drops nothing.
  public static Builder builder() {
    return new Builder();
  }

  /// Collects attributes; adding values to a name twice adds up.
  public static final class Builder {
    private final Map<String, List<Value>> map = new LinkedHashMap<>();

    /// Adds text values.
    public Builder add(String name, String... texts) {
      for (String text : texts) {
        add(name, List.of(Value.of(text)));
      }
      return this;
    }

    /// Adds one value.
    public Builder add(String name, Value value) {
      return add(name, List.of(value));
    }

    /// Adds values; none is no change.
    public Builder add(String name, List<Value> values) {
      if (!values.isEmpty()) {
        map.merge(name, List.copyOf(values), Builder::join);
      }
      return this;
    }

    /// What was collected.
    public Attributes build() {
      return new Attributes(map);
    }

    private static List<Value> join(List<Value> first, List<Value> second) {
      List<Value> both = new java.util.ArrayList<>(first);
      both.addAll(second);
      return List.copyOf(both);
    }
  }
}
