// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.demo;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.testkit.InMemoryConnector;
import dev.understudy.testkit.InMemoryDirectory;
import java.util.List;
import java.util.Map;

/// `type: memory`: the directory of the demo, which lives as long as the demo does.
record MemoryFactory(InMemoryDirectory directory) implements ConnectorFactory {

  @Override
  public String type() {
    return "memory";
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public Connector create(String name, Map<String, String> settings) {
    return new InMemoryConnector(directory);
  }
}
