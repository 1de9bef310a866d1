// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.directory;

import java.util.List;

/// Whose tenant it is.
///
/// @param id the id of the tenant
public record Organization(String id, Plan plan) {

  /// How a tenant is set up.
  ///
  /// @param id the id of a new tenant; empty for a random one
  /// @param name what it is called
  /// @param domains the proven domains in lower case; the first one is the initial one
  /// @param extensions the registered directory extensions
  public record Plan(
      String id, String name, List<String> domains, List<Directory.Extension> extensions) {
    public Plan {
      domains = List.copyOf(domains);
      extensions = List.copyOf(extensions);
    }
  }

  /// The domain that the tenant was born with.
  public String initialDomain() {
    return plan.domains().getFirst();
  }
}
