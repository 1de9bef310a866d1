// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.Connector;
import dev.understudy.testkit.ConnectorContractTest;
import dev.understudy.testkit.ContractNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// scimmy-routers, which knows no versions.
final class ScimmyContractTest extends ConnectorContractTest {
  private final ScimmyServer server = ScimmyServer.empty();

  @Override
  protected Connector open() {
    return connect(Map.of());
  }

  private Connector connect(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("name-attribute", "displayName");
    return ScimTestNames.connector(server.url(), settings);
  }

  @Override
  protected Optional<Connector> withWrongCredentials() {
    return Optional.of(connect(Map.of("token", "wrong")));
  }

  @Override
  protected boolean reportsChanges() {
    return false;
  }

  @Override
  protected ContractNames names() {
    return ScimTestNames.contract("x509Certificates");
  }
}
