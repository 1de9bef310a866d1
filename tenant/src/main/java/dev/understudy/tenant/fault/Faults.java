// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.fault;

import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Header;
import dev.understudy.tenant.wire.Request;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/// Decides which request meets which fault. A fault that was ordered for a certain request comes
/// before those of the plan.
public final class Faults {
  private final List<Ordered> ordered = new ArrayList<>();
  private FaultPlan plan;
  private Random random;

  private record Ordered(Fault fault, Predicate<Request> request) {}

  public Faults(FaultPlan plan) {
    this.plan = plan;
    this.random = new Random(plan.seed());
  }

  /// From now on another plan.
  public synchronized void plan(FaultPlan next) {
    plan = next;
    random = new Random(next.seed());
  }

  public synchronized FaultPlan plan() {
    return plan;
  }

  /// The next request of this kind meets this fault.
  public synchronized void order(Fault fault, Predicate<Request> request) {
    ordered.add(new Ordered(fault, request));
  }

  /// What a request meets.
  ///
  /// @param transport whether it is the HTTP request as a whole that is asked about
  public synchronized Optional<Fault> meets(Request request, boolean transport) {
    for (Iterator<Ordered> all = ordered.iterator(); all.hasNext(); ) {
      Ordered one = all.next();
      if (one.fault().ofTransport() == transport && one.request().test(request)) {
        all.remove();
        return Optional.of(one.fault());
      }
    }
    for (Map.Entry<Fault, Double> share : plan.shares().entrySet()) {
      if (share.getKey().ofTransport() == transport && random.nextDouble() < share.getValue()) {
        return Optional.of(share.getKey());
      }
    }
    return Optional.empty();
  }

  /// The error of a fault that has one.
  public GraphException error(Fault fault) {
    Header wait = new Header("Retry-After", Long.toString(plan().retryAfter().toSeconds()));
    return switch (fault) {
      case THROTTLED ->
          GraphException.withHeaders(429, "TooManyRequests", "Too many requests.", wait);
      case UNAVAILABLE ->
          GraphException.withHeaders(
              503, "serviceNotAvailable", "The service is temporarily unavailable.", wait);
      case DENIED -> GraphException.denied();
      case LOST_ANSWER, HTML, TRUNCATED, DROPPED, SLOW ->
          GraphException.of(500, "InternalServerError", "Internal server error.");
    };
  }
}
