// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.fault;

/// A way in which a cloud fails.
public enum Fault {
  /// 429 with Retry-After; nothing was done.
  THROTTLED,
  /// 503 with Retry-After; nothing was done.
  UNAVAILABLE,
  /// 500, and everything was done.
  LOST_ANSWER,
  /// 403; nothing was done.
  DENIED,
  /// The page of some proxy instead of JSON; nothing was done.
  HTML,
  /// The right answer, cut off in the middle.
  TRUNCATED,
  /// The connection breaks, and everything was done.
  DROPPED,
  /// The answer drips so slowly that nobody waits for its end; everything was done.
  SLOW;

  /// Whether it happens to the HTTP request as a whole and not to one request of a batch.
  public boolean ofTransport() {
    return switch (this) {
      case HTML, TRUNCATED, DROPPED, SLOW -> true;
      case THROTTLED, UNAVAILABLE, LOST_ANSWER, DENIED -> false;
    };
  }
}
