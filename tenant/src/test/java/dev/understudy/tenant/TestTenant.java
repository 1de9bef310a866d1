// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.tenant.contract.Csdl;
import dev.understudy.tenant.contract.GraphContract;
import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.Organization;
import dev.understudy.tenant.directory.Property;
import dev.understudy.tenant.fault.FaultPlan;
import dev.understudy.tenant.fault.Quota;
import dev.understudy.tenant.login.Client;
import dev.understudy.tenant.server.HttpServer;
import dev.understudy.tenant.server.TlsIdentity;
import dev.understudy.testkit.ManualClock;
import dev.understudy.testkit.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A tenant of which every request and answer is held against the contract.
final class TestTenant implements AutoCloseable {
  static final String CLIENT = "00000000-0000-0000-0000-000000000001";
  static final String SECRET = "a secret of the tests";
  static final String DOMAIN = "contoso.onmicrosoft.com";
  static final String EXTENSION = "extension_00000000000000000000000000000001_badge";

  private static final TlsIdentity IDENTITY = TlsIdentity.generate();
  private static final Optional<GraphContract> CONTRACT = contract();

  private final Tenant tenant;
  private final List<String> problems = Collections.synchronizedList(new ArrayList<>());

  private TestTenant(@Nullable Path file, Clock clock) {
    Organization.Plan plan =
        new Organization.Plan(
            "",
            "Contoso",
            List.of(DOMAIN, "contoso.com"),
            List.of(
                new Directory.Extension(
                    EXTENSION, Property.Kind.TEXT, Set.of(ObjectType.USER, ObjectType.GROUP))));
    Client client =
        new Client(
            CLIENT, List.of(SECRET), List.of(IDENTITY.certificate()), Client.SYNCHRONIZATION);
    tenant =
        Tenant.start(
            new TenantSettings(
                new HttpServer.Address("localhost", 0, IDENTITY),
                file,
                plan,
                List.of(client),
                new TenantSettings.Conduct(Quota.UNLIMITED, FaultPlan.NONE, clock)));
    CONTRACT.ifPresent(contract ->
        tenant.observe((request, answer) -> problems.addAll(contract.problems(request, answer))));
  }

  static TestTenant start() {
    return new TestTenant(null, Clock.systemUTC());
  }

  static TestTenant start(ManualClock clock) {
    return new TestTenant(null, clock);
  }

  static TestTenant startOn(Path file) {
    return new TestTenant(file, Clock.systemUTC());
  }

  Tenant tenant() {
    return tenant;
  }

  static TlsIdentity certificates() {
    return IDENTITY;
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

  /// Stops it. Whatever was asked and answered must have kept to the contract.
  @Override
  public void close() {
    tenant.close();
    assertThat(problems).as("breaches of the contract of Graph").isEmpty();
  }
}
