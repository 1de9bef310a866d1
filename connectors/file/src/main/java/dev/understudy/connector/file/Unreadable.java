// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.DiscoveryError;
import org.jspecify.annotations.Nullable;

/// One record cannot be made an object; the records after it can.
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;
  private final String error;

  /// @param error the name of the discovery error
  /// @param detail what is wrong, and in which line
  Unreadable(String error, String detail) {
    super(detail, null, false, false);
    this.error = error;
  }

  String error() {
    return error;
  }

  DiscoveryError toDiscoveryError(@Nullable String dn) {
    return new DiscoveryError(error, dn, String.valueOf(getMessage()));
  }
}
