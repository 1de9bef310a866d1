// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import dev.understudy.tenant.directory.Organization;
import dev.understudy.tenant.fault.FaultPlan;
import dev.understudy.tenant.fault.Quota;
import dev.understudy.tenant.login.Client;
import dev.understudy.tenant.server.HttpServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a tenant is.
///
/// @param address where it listens
/// @param file where it keeps what it holds; null for a tenant that is forgotten when it stops
/// @param plan whose tenant it is
/// @param clients the applications that may sign in
/// @param conduct what it refuses and how it fails
public record TenantSettings(
    HttpServer.Address address,
    @Nullable Path file,
    Organization.Plan plan,
    List<Client> clients,
    Conduct conduct) {
  public TenantSettings {
    clients = List.copyOf(clients);
  }

  /// What a tenant refuses and how it fails.
  ///
  /// @param quota what each application may ask
  /// @param faults what goes wrong on purpose
  /// @param clock what time it is
  public record Conduct(Quota quota, FaultPlan faults, Clock clock) {
    /// As documented, and nothing goes wrong on purpose.
    public static Conduct normal() {
      return new Conduct(Quota.DOCUMENTED, FaultPlan.NONE, Clock.systemUTC());
    }
  }
}
