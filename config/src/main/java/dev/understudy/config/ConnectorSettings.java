// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a connector is given to reach its directory.
///
/// @param values name to text, with secrets in the open
/// @param secrets names whose values must never be shown
public record ConnectorSettings(Map<String, String> values, Set<String> secrets) {
  public ConnectorSettings {
    values = Map.copyOf(values);
    secrets = Set.copyOf(secrets);
  }

  /// The values that may be shown; dots for the others.
  public Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>();
    values.forEach((name, value) -> shown.put(name, secrets.contains(name) ? "••••••" : value));
    return shown;
  }

  @Override
  public String toString() {
    return shown().toString();
  }
}
