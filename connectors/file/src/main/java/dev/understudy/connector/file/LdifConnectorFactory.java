// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.connector.SettingValues;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Makes connectors of `type: ldif`: a file of entries (RFC 2849), and a folder of change records
/// beside it.
public final class LdifConnectorFactory implements ConnectorFactory {

  @Override
  public String type() {
    return "ldif";
  }

  @Override
  public List<Setting> settings() {
    return LdifSettings.settings();
  }

  @Override
  public Connector create(String name, Map<String, String> settings) {
    return new LdifConnector(LdifSettings.of(new SettingValues(name, settings)), UUID::randomUUID);
  }
}
