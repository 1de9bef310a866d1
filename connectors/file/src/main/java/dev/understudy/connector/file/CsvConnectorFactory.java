// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.connector.SettingValues;
import java.util.List;
import java.util.Map;

/// Makes connectors of `type: csv`: a file with a header row and one object per row (RFC 4180).
public final class CsvConnectorFactory implements ConnectorFactory {

  @Override
  public String type() {
    return "csv";
  }

  @Override
  public List<Setting> settings() {
    return CsvSettings.settings();
  }

  @Override
  public Connector create(String name, Map<String, String> settings) {
    return new CsvConnector(CsvSettings.of(new SettingValues(name, settings)));
  }
}
