// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.Connector;
import dev.understudy.testkit.ConnectorContractTest;
import dev.understudy.testkit.ContractNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/// SCIM-SDK with everything that it can.
final class ScimSdkContractTest extends ConnectorContractTest {
  private final SdkServer server = new SdkServer(SdkServer.Abilities.ALL);

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected Connector open() {
    return connect(Map.of());
  }

  private Connector connect(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("name-attribute", "displayName");
    settings.put("page-size", "4");
    return ScimTestNames.connector(server.url(), settings);
  }

  @Override
  protected Optional<Connector> withWrongCredentials() {
    return Optional.of(connect(Map.of("token", "wrong")));
  }

  @Override
  protected Optional<Connector> unreachable() {
    return Optional.of(connect(Map.of("url", "http://127.0.0.1:1/scim")));
  }

  @Override
  protected Optional<Runnable> breakOff() {
    return Optional.of(server::close);
  }

  @Override
  protected boolean reportsChanges() {
    return false;
  }

  @Override
  protected ContractNames names() {
    return ScimTestNames.contract(null);
  }
}
