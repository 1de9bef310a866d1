// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.connector.SettingValues;
import java.util.List;
import java.util.Map;

/// Makes connectors of `type: scim`.
public final class ScimConnectorFactory implements ConnectorFactory {

  @Override
  public String type() {
    return "scim";
  }

  @Override
  public List<Setting> settings() {
    return ScimSettings.SETTINGS;
  }

  @Override
  public Connector create(String name, Map<String, String> settings) {
    return new ScimConnector(ScimSettings.of(new SettingValues(name, settings)));
  }
}
