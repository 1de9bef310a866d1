// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.connector.SettingValues;
import java.util.List;
import java.util.Map;

/// Makes connectors of `type: ldap`.
public final class LdapConnectorFactory implements ConnectorFactory {

  @Override
  public String type() {
    return "ldap";
  }

  @Override
  public List<Setting> settings() {
    return LdapSettings.SETTINGS;
  }

  @Override
  public Connector create(String name, Map<String, String> settings) {
    return new LdapConnector(LdapSettings.of(new SettingValues(name, settings)));
  }
}
