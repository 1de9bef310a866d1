// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.connector.SettingValues;
import java.util.List;
import java.util.Map;

/// Makes connectors of `type: active-directory`.
public final class AdConnectorFactory implements ConnectorFactory {

  @Override
  public String type() {
    return "active-directory";
  }

  @Override
  public List<Setting> settings() {
    return AdSettings.SETTINGS;
  }

  @Override
  public Connector create(String name, Map<String, String> settings) {
    return new AdConnector(AdSettings.of(new SettingValues(name, settings)));
  }
}
