// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.fault;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// How often which fault happens.
///
/// @param shares of all requests, from 0 to 1, by fault
/// @param latency how long every answer takes in addition
/// @param retryAfter what a throttled client is told to wait
/// @param seed of the chance that picks the requests
public record FaultPlan(
    Map<Fault, Double> shares, Duration latency, Duration retryAfter, long seed) {
  /// Nothing goes wrong.
  public static final FaultPlan NONE =
      new FaultPlan(Map.of(), Duration.ZERO, Duration.ofSeconds(1), 1);

  public FaultPlan {
    // In the order of the enum: the same seed picks the same requests.
    Map<Fault, Double> inOrder = new EnumMap<>(Fault.class);
    inOrder.putAll(shares);
    shares = Collections.unmodifiableMap(inOrder);
    shares.forEach((fault, share) -> {
      if (share < 0 || share > 1) {
        throw new IllegalArgumentException(
            "the share of %s is %s; expected 0 to 1".formatted(fault, share));
      }
    });
  }

  /// This with one more fault.
  public FaultPlan with(Fault fault, double share) {
    Map<Fault, Double> more = new EnumMap<>(Fault.class);
    more.putAll(shares);
    more.put(fault, share);
    return new FaultPlan(more, latency, retryAfter, seed);
  }

  /// This with another wait for the throttled.
  public FaultPlan retryAfter(Duration wait) {
    return new FaultPlan(shares, latency, wait, seed);
  }
}
