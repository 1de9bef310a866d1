// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.login;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/// An application that may sign in.
///
/// @param id its id
/// @param secrets texts that prove it is this application
/// @param certificates of keys with which it may sign
/// @param permissions what it was granted, such as `User.ReadWrite.All`
public record Client(
    String id, List<String> secrets, List<X509Certificate> certificates, Set<String> permissions) {
  /// All that synchronization needs.
  public static final Set<String> SYNCHRONIZATION =
      Set.of(
          "User.ReadWrite.All",
          "Group.ReadWrite.All",
          "Device.ReadWrite.All",
          "OrgContact.Read.All",
          "Organization.Read.All");

  public Client {
    secrets = List.copyOf(secrets);
    certificates = List.copyOf(certificates);
    permissions = Set.copyOf(permissions);
  }

  /// With other permissions.
  public Client granted(Set<String> other) {
    return new Client(id, secrets, certificates, other);
  }

  @Override
  public String toString() {
    return "application " + id;
  }
}
