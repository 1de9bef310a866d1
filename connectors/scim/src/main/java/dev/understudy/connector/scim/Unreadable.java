// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.DiscoveryError;

/// One resource cannot be made an object; the others can.
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;
  private final String error;

  /// @param error the name of the discovery error
  /// @param detail which attribute, what is wrong
  Unreadable(String error, String detail) {
    super(detail, null, false, false);
    this.error = error;
  }

  DiscoveryError toDiscoveryError(String dn) {
    return new DiscoveryError(error, dn, String.valueOf(getMessage()));
  }
}
