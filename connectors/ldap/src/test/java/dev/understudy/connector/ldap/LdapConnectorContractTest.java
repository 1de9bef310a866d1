// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import dev.understudy.connector.Connector;
import dev.understudy.testkit.ConnectorContractTest;
import dev.understudy.testkit.ContractNames;
import dev.understudy.testkit.server.Slapd;
import dev.understudy.testkit.server.SlapdOptions;
import dev.understudy.value.Dn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Against a real OpenLDAP with syncrepl.
class LdapConnectorContractTest extends ConnectorContractTest {
  private final Slapd slapd = Slapd.prepare(options());

  SlapdOptions options() {
    return SlapdOptions.of("dc=example,dc=com");
  }

  @BeforeEach
  void startServer() {
    slapd.start();
  }

  @AfterEach
  void stopServer() {
    slapd.close();
  }

  @Override
  protected Connector open() {
    return connector(slapd.url(), slapd.password());
  }

  @Override
  protected Optional<Connector> withWrongCredentials() {
    return Optional.of(connector(slapd.url(), "wrong"));
  }

  @Override
  protected Optional<Connector> unreachable() {
    return Optional.of(connector("ldap://127.0.0.1:1", slapd.password()));
  }

  @Override
  protected Optional<Runnable> breakOff() {
    return Optional.of(slapd::kill);
  }

  @Override
  protected ContractNames names() {
    return new ContractNames(
        "user",
        "group",
        name -> Dn.of("cn=" + Dn.escapeRdnValue(name) + "," + slapd.suffix()),
        "cn",
        new ContractNames.Kinds(
            "sn",
            "title",
            "description",
            "member",
            new ContractNames.Typed(null, null, "jpegPhoto")));
  }

  private Connector connector(String url, String password) {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", url);
    settings.put("allow-clear-text", "true");
    settings.put("bind-dn", slapd.rootDn());
    settings.put("password", password);
    settings.put("base", slapd.suffix());
    settings.put("types", "user=inetOrgPerson group=groupOfNames");
    settings.put("page-size", "3");
    settings.put("call-timeout", "5s");
    return new LdapConnectorFactory().create("test", settings);
  }
}
