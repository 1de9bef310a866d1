// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.fault;

import java.time.Duration;

/// What one application may ask of the tenant.
///
/// @param writes requests that change something, for each `writeSpan`
/// @param units resource units, for each `unitSpan`
public record Quota(int writes, Duration writeSpan, int units, Duration unitSpan) {
  /// As documented for identity, for a tenant of more than 500 users.
  public static final Quota DOCUMENTED =
      new Quota(3_000, Duration.ofSeconds(150), 8_000, Duration.ofSeconds(10));

  /// Without bounds.
  public static final Quota UNLIMITED =
      new Quota(Integer.MAX_VALUE, Duration.ofSeconds(1), Integer.MAX_VALUE, Duration.ofSeconds(1));
}
