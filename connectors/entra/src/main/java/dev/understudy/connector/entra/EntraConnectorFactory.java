// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.connector.SettingValues;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// Makes connectors of `type: entra`.
public final class EntraConnectorFactory implements ConnectorFactory {

  @Override
  public String type() {
    return "entra";
  }

  @Override
  public List<Setting> settings() {
    return EntraSettings.SETTINGS;
  }

  @Override
  public Connector create(String name, Map<String, String> settings) {
    return new EntraConnector(
        EntraSettings.of(new SettingValues(name, settings)), Clock.systemUTC());
  }
}
