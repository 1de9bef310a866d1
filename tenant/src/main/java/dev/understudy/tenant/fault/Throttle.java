// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.fault;

import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Header;
import dev.understudy.tenant.wire.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Counts what each application asks, as buckets of tokens that fill up again.
public final class Throttle {
  private static final double TELLS_FROM = 0.8;

  private final Clock clock;
  private final Map<String, Bucket> buckets = new HashMap<>();
  private Quota quota;
  private long refused;

  public Throttle(Clock clock, Quota quota) {
    this.clock = clock;
    this.quota = quota;
  }

  /// From now on another quota.
  public synchronized void quota(Quota next) {
    quota = next;
    buckets.clear();
  }

  /// How many requests were refused so far.
  public synchronized long refused() {
    return refused;
  }

  private static final class Bucket {
    private final double size;
    private final double perMillisecond;
    private double tokens;
    private long at;

    Bucket(int size, Duration span, long now) {
      this.size = size;
      this.perMillisecond = size / (double) span.toMillis();
      this.tokens = size;
      this.at = now;
    }

    void fill(long now) {
      tokens = Math.min(size, tokens + (now - at) * perMillisecond);
      at = now;
    }
  }

  /// Counts a request.
  ///
  /// @return how full its fuller bucket was, when that is worth telling
  /// @throws GraphException when it is one too many
  public synchronized Optional<String> take(String application, Request request) {
    long now = clock.millis();
    Bucket writes =
        buckets.computeIfAbsent(
            application + "/writes", _ -> new Bucket(quota.writes(), quota.writeSpan(), now));
    Bucket units =
        buckets.computeIfAbsent(
            application + "/units", _ -> new Bucket(quota.units(), quota.unitSpan(), now));
    writes.fill(now);
    units.fill(now);
    int cost = units(request);
    take(units, cost, "RequestRate");
    if (request.writes() && !isQuery(request)) {
      take(writes, 1, "WriteRequests");
    }
    double used = Math.max(1 - writes.tokens / writes.size, 1 - units.tokens / units.size);
    return used >= TELLS_FROM ? Optional.of("%.2f".formatted(Math.min(used, 1))) : Optional.empty();
  }

  private void take(Bucket bucket, int cost, String what) {
    bucket.tokens -= cost;
    if (bucket.tokens < 0) {
      // What was refused counts as well, but nobody owes more than a moment.
      bucket.tokens = Math.max(bucket.tokens, -1);
      refused++;
      long wait = (long) Math.ceil((cost - bucket.tokens) / bucket.perMillisecond / 1_000);
      throw GraphException.withHeaders(
          429,
          "TooManyRequests",
          "Too many requests.",
          new Header("Retry-After", Long.toString(Math.max(1, wait))),
          new Header("x-ms-throttle-scope", "Application/Tenant"),
          new Header("x-ms-throttle-information", what));
    }
  }

  private static boolean isQuery(Request request) {
    return request.target().path().endsWith("/directoryObjects/getByIds");
  }

  /// What a request costs.
  public static int units(Request request) {
    String path = request.target().path();
    String query = request.target().query();
    int units = 1;
    if (path.endsWith("/transitiveMembers")) {
      units = 5;
    } else if (path.endsWith("/members") || isQuery(request)) {
      units = 3;
    } else if (path.startsWith("/v1.0/users")) {
      units = 2;
    }
    units -= query.contains("$select=") || query.contains("%24select=") ? 1 : 0;
    units += query.contains("$expand=") || query.contains("%24expand=") ? 1 : 0;
    return Math.max(1, units);
  }
}
