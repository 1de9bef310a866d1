// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The values of `%parameters%`: per connector, and where a partition has its own, per partition.
final class Parameters {
  private static final String CONNECTOR_ID = "Connector.ID";
  private static final String CONNECTOR_NAME = "Connector.Name";

  private final List<String> names;
  private final Map<String, Map<String, String>> byConnector = new HashMap<>();

  Parameters(List<ConnectorDefinition> connectors) {
    TreeSet<String> all = new TreeSet<>(List.of(CONNECTOR_ID, CONNECTOR_NAME));
    for (ConnectorDefinition connector : connectors) {
      connector.parameters().values().forEach(values -> all.addAll(values.keySet()));
    }
    names = new ArrayList<>(all);
    for (ConnectorDefinition connector : connectors) {
      Map<String, String> common = new HashMap<>();
      common.put(
          CONNECTOR_ID,
          connector.identifiers().stream().sorted().findFirst().orElse(connector.name()));
      common.put(CONNECTOR_NAME, connector.name());
      common.putAll(connector.parameters().getOrDefault("", Map.of()));
      byConnector.put(key(connector.name(), ""), common);
      connector
          .parameters()
          .forEach((partition, values) -> {
            Map<String, String> own = new HashMap<>(common);
            own.putAll(values);
            byConnector.put(key(connector.name(), partition), own);
          });
    }
  }

  List<String> names() {
    return names;
  }

  /// The values by index, null where a parameter has none.
  @Nullable String[] values(String connector, String partition) {
    Map<String, String> known =
        byConnector.getOrDefault(
            key(connector, partition), byConnector.getOrDefault(key(connector, ""), Map.of()));
    @Nullable String[] values = new @Nullable String[names.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = known.get(names.get(i));
    }
    return values;
  }

  private static String key(String connector, String partition) {
    return connector + '\n' + partition;
  }
}
