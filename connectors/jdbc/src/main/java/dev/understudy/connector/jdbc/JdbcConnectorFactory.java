// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.connector.SettingValues;
import java.util.List;
import java.util.Map;

/// Makes connectors of `type: jdbc`.
public final class JdbcConnectorFactory implements ConnectorFactory {

  @Override
  public String type() {
    return "jdbc";
  }

  @Override
  public List<Setting> settings() {
    return JdbcSettings.SETTINGS;
  }

  @Override
  public Connector create(String name, Map<String, String> settings) {
    return new JdbcConnector(new SettingsReader(new SettingValues(name, settings)).read());
  }
}
