// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ExportOutcome;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as they stand in columns: a reference is a name outside, and where the database holds
/// keys it is the key of the row that has this name.
final class ReferenceKeys {
  private final Reading reading;

  ReferenceKeys(Reading reading) {
    this.reading = reading;
  }

  /// One value as it is stored.
  ///
  /// @throws Refused when it refers to a row that is not there
  Value stored(String attribute, @Nullable String reference, Value value)
      throws SQLException, Refused {
    List<Value> stored = stored(attribute, reference, List.of(value), true);
    return stored.getFirst();
  }

  /// Values as they are stored.
  ///
  /// @param complete whether a row that is not there is refused; else its value is left out
  List<Value> stored(
      String attribute, @Nullable String reference, List<Value> values, boolean complete)
      throws SQLException, Refused {
    if (reference == null) {
      return values;
    }
    List<String> names = new ArrayList<>();
    for (Value value : values) {
      Dn dn = value instanceof Value.Reference(Dn target) ? target : Dn.flat(Cell.text(value));
      String name = reading.model().referenceText(reference, dn).orElse(null);
      if (name == null) {
        throw Refused.because(
            "invalid-provisioning-attribute-value",
            "%s refers to a %s, and %s is none".formatted(attribute, reference, dn));
      }
      names.add(name);
    }
    TypeModel target = reading.model().lookedUp(reference);
    if (target == null) {
      return names.stream().map(Value::of).toList();
    }
    Map<String, String> keys = keys(target, names);
    List<Value> stored = new ArrayList<>();
    for (String name : names) {
      String key = keys.get(name);
      if (key != null) {
        stored.add(Value.of(key));
      } else if (complete) {
        throw new Refused(
            new ExportOutcome.Dependency(
                "dn-attributes-failure",
                "%s refers to %s, and no %s is called so"
                    .formatted(attribute, reading.model().dn(reference, name), reference)));
      }
    }
    return stored;
  }

  private Map<String, String> keys(TypeModel target, List<String> names) throws SQLException {
    Identifiers sql = reading.model().sql();
    Map<String, String> keys = new HashMap<>();
    for (List<String> some : KeyChunks.of(names)) {
      String query =
          "SELECT t.%s, t.%s FROM %s WHERE t.%s IN (%s)"
              .formatted(
                  sql.quoted(target.keys().name().label()),
                  sql.quoted(target.keys().key().label()),
                  target.rows().all("t"),
                  sql.quoted(target.keys().name().label()),
                  KeyChunks.marks(KeyChunks.sizeFor(some.size())));
      try (PreparedStatement statement = reading.prepare(query)) {
        if (!KeyChunks.bind(statement, 1, target.keys().name(), some)) {
          continue;
        }
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            String name = Cell.text(result, 1, target.keys().name());
            String key = Cell.text(result, 2, target.keys().key());
            if (name != null && key != null) {
              keys.put(name, key);
            }
          }
        } catch (Unreadable e) {
          throw new SQLException(e.getMessage(), "22000", e);
        }
      }
    }
    return keys;
  }
}
