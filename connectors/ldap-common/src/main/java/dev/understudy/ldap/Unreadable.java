// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import dev.understudy.connector.DiscoveryError;

/// One entry cannot be made an object; the others can.
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;
  private final String error;

  /// @param error the name of the discovery error
  /// @param detail which attribute, what is wrong
  public Unreadable(String error, String detail) {
    super(detail, null, false, false);
    this.error = error;
  }

  /// As the engine is told.
  public DiscoveryError toDiscoveryError(String dn) {
    return new DiscoveryError(error, dn, String.valueOf(getMessage()));
  }
}
