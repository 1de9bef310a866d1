// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.Connector;
import dev.understudy.tenant.Tenant;
import dev.understudy.tenant.TenantSettings;
import dev.understudy.tenant.contract.Csdl;
import dev.understudy.tenant.contract.GraphContract;
import dev.understudy.tenant.directory.Organization;
import dev.understudy.tenant.fault.FaultPlan;
import dev.understudy.tenant.fault.Quota;
import dev.understudy.tenant.login.Client;
import dev.understudy.tenant.server.HttpServer;
import dev.understudy.tenant.server.TlsIdentity;
import dev.understudy.testkit.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tenant for the connector, of which every request and answer is held against the contract.
final class Cloud implements AutoCloseable {
  static final String CLIENT = "00000000-0000-0000-0000-000000000001";
  static final String SECRET = "a secret of the tests";

  private static final TlsIdentity IDENTITY = TlsIdentity.generate();
  private static final Path CERTIFICATE = certificateFile();
  private static final Optional<GraphContract> CONTRACT = contract();

  private final Tenant tenant;
  private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
  private boolean closed;

  Cloud() {
    Client client =
        new Client(
            CLIENT, List.of(SECRET), List.of(IDENTITY.certificate()), Client.SYNCHRONIZATION);
    tenant =
        Tenant.start(
            new TenantSettings(
                new HttpServer.Address("localhost", 0, IDENTITY),
                null,
                new Organization.Plan(
                    "", "Contoso", List.of("contoso.onmicrosoft.com", "contoso.com"), List.of()),
                List.of(client),
                new TenantSettings.Conduct(Quota.UNLIMITED, FaultPlan.NONE, Clock.systemUTC())));
    CONTRACT.ifPresent(contract ->
        tenant.observe((request, answer) -> problems.addAll(contract.problems(request, answer))));
  }

  Tenant tenant() {
    return tenant;
  }

  static TlsIdentity certificates() {
    return IDENTITY;
  }

  /// Settings of a connector to it, to be changed.
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("tenant-id", tenant.id());
    settings.put("client-id", CLIENT);
    settings.put("client-secret", SECRET);
    settings.put("authority", tenant.url());
    settings.put("graph-url", tenant.url());
    settings.put("ca-file", CERTIFICATE.toString());
    settings.put("page-size", "3");
    settings.put("call-timeout", "30s");
    settings.put("attempts", "4");
    return settings;
  }

  /// A connector.
  ///
  /// @param changes settings and their values, in turn
  EntraConnector connector(String... changes) {
    return (EntraConnector) any(changes);
  }

  Connector any(String... changes) {
    Map<String, String> settings = settings();
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    return new EntraConnectorFactory().create("test", settings);
  }

  private static Path certificateFile() {
    try {
      Path file = Files.createTempFile("tenant", ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(file, IDENTITY.pem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Empty where the folder with the contract is missing, which was said loudly then.
  private static Optional<GraphContract> contract() {
    Path file;
    try {
      file = SharedData.path("data/graph-contract/v1.0-Prod.csdl");
    } catch (RuntimeException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(new GraphContract(Csdl.read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stops the tenant in the middle of whatever it does.
  void stop() {
    if (!closed) {
      closed = true;
      tenant.close();
    }
  }

  /// Stops it. Whatever was asked and answered must have kept to the contract.
  @Override
  public void close() {
    stop();
    assertThat(problems).as("breaches of the contract of Graph").isEmpty();
  }
}
