// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import dev.understudy.connector.Connector;
import dev.understudy.testkit.ConnectorContractTest;
import dev.understudy.testkit.ContractNames;
import dev.understudy.testkit.server.SambaDc;
import dev.understudy.testkit.server.TcpRelay;
import dev.understudy.value.Dn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/// Against a real domain controller, with DirSync.
class AdConnectorContractTest extends ConnectorContractTest {
  private final SambaDc dc = TestForest.shared();
  private final TcpRelay relay = TcpRelay.to(dc.host(), 636);
  private String ou = "";

  String delta() {
    return "dirsync";
  }

  @AfterEach
  void closeRelay() {
    relay.close();
  }

  /// Over a relay that can break.
  @Override
  protected Connector open() {
    ou = TestForest.newOu(dc);
    return connector(Map.of("url", "ldaps://127.0.0.1:" + relay.port()));
  }

  @Override
  protected int many() {
    return 2_100;
  }

  @Override
  protected Optional<Connector> withWrongCredentials() {
    return Optional.of(connector(Map.of("password", "wrong")));
  }

  @Override
  protected Optional<Connector> unreachable() {
    return Optional.of(connector(Map.of("url", "ldaps://127.0.0.1:1")));
  }

  @Override
  protected Optional<Runnable> breakOff() {
    return Optional.of(relay::cut);
  }

  @Override
  protected void makeReferable(List<String> names) {
    dc.load(
        TestForest.contacts(names.stream().map(name -> names().dn().apply(name).text()).toList()));
  }

  @Override
  protected ContractNames names() {
    return new ContractNames(
        "user",
        "group",
        name -> Dn.of("CN=" + Dn.escapeRdnValue(name) + "," + ou),
        "cn",
        new ContractNames.Kinds(
            null,
            "title",
            "otherTelephone",
            "member",
            new ContractNames.Typed("adminCount", "msNPAllowDialin", "jpegPhoto")));
  }

  private Connector connector(Map<String, String> more) {
    Map<String, String> settings = TestForest.settings(dc, ou);
    settings.put("types", "user=user group=group");
    settings.put("delta", delta());
    settings.putAll(more);
    return new AdConnectorFactory().create("test", settings);
  }
}
