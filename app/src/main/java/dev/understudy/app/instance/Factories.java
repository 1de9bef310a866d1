// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.instance;

import dev.understudy.app.failure.AppException;
import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.engine.rule.NearestName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/// The kinds of connectors that are on the class path.
public final class Factories {
  private Factories() {}

  /// By the word after `type:` in configuration.
  public static Map<String, ConnectorFactory> byType() {
    Map<String, ConnectorFactory> factories = new LinkedHashMap<>();
    ServiceLoader.load(ConnectorFactory.class)
        .forEach(factory -> factories.put(factory.type(), factory));
    return factories;
  }

  /// A connector.
  ///
  /// @throws AppException when there is no connector of that type
  /// @throws dev.understudy.connector.ConnectorException when its settings cannot work
  public static Connector create(String type, String name, Map<String, String> settings) {
    Map<String, ConnectorFactory> factories = byType();
    ConnectorFactory factory = factories.get(type);
    if (factory == null) {
      throw AppException.failed(
          "connector \"%s\": there is no connector of type %s; there are %s%s"
              .formatted(
                  name,
                  type,
                  String.join(", ", factories.keySet()),
                  NearestName.among(type, factories.keySet())
                      .map(nearest -> " — did you mean " + nearest + "?")
                      .orElse("")));
    }
    return factory.create(name, settings);
  }
}
