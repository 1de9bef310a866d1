// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.login;

import java.util.Set;

/// Who asks, as the token says.
///
/// @param application the id of the application
/// @param permissions what it may do
public record Caller(String application, Set<String> permissions) {
  public Caller {
    permissions = Set.copyOf(permissions);
  }
}
