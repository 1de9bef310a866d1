// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Graph as the connector uses it: single reads, and any number of requests in batches of 20,
/// several at a time, tried again for as long as that may help.
final class Graph implements AutoCloseable {
  private static final int BATCH = 20;
  private static final Duration WAIT_FIRST = Duration.ofMillis(250);
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  private final EntraSettings settings;
  private final GraphHttp http;
  private final Pace pace;
  private final WriteQuota quota;

  Graph(EntraSettings settings) {
    this.settings = settings;
    this.http = new GraphHttp(settings);
    EntraSettings.Writing writing = settings.limits().writing();
    this.pace = new Pace(writing.batchesMax());
    this.quota = new WriteQuota(writing.quota(), writing.quotaSpan());
  }

  /// Reads, and tries again while that may help.
  ///
  /// @throws ConnectorException when Graph does not answer
  Reply read(Call call) throws InterruptedException {
    Reply reply = Reply.lost("nothing was sent");
    for (int attempt = 0; attempt < settings.limits().attempts(); attempt++) {
      if (attempt > 0) {
        Thread.sleep(wait(reply.hints().pause(), attempt));
      }
      reply = http.send(call);
      if (!reply.passing()) {
        return reply;
      }
    }
    throw unreachable(reply);
  }

  private ConnectorException unreachable(Reply reply) {
    return new ConnectorException(
        reply.throttled() ? ErrorCode.SERVER_DOWN : ErrorCode.CONNECTIVITY,
        "connector %s: Graph was asked %d times in vain; the last answer was: %s"
            .formatted(settings.name(), settings.limits().attempts(), reply.text()));
  }

  /// Sends requests, each of which must be harmless when it is sent again.
  ///
  /// @return a reply for each, in their order; a passing failure when no try helped
  List<Reply> send(List<Call> calls) throws InterruptedException {
    if (calls.size() <= BATCH) {
      return batch(calls);
    }
    List<Reply> replies = new ArrayList<>();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<List<Reply>>> futures = new ArrayList<>();
      for (int from = 0; from < calls.size(); from += BATCH) {
        List<Call> some = calls.subList(from, Math.min(calls.size(), from + BATCH));
        futures.add(threads.submit(() -> batch(some)));
      }
      for (Future<List<Reply>> future : futures) {
        replies.addAll(future.get());
      }
      return replies;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ConnectorException failure) {
        throw failure;
      }
      throw new IllegalStateException("a batch failed", cause);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Reply> batch(List<Call> calls) throws InterruptedException {
    Map<Integer, Reply> replies = new LinkedHashMap<>();
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      open.add(i);
    }
    Map<Integer, Boolean> unsure = new HashMap<>();
    for (int attempt = 0; attempt < settings.limits().attempts() && !open.isEmpty(); attempt++) {
      if (attempt > 0) {
        Thread.sleep(wait(longest(replies, open), attempt));
      }
      Map<Integer, Reply> round = once(calls, open);
      List<Integer> still = new ArrayList<>();
      for (int index : open) {
        Reply reply = Objects.requireNonNull(round.get(index));
        replies.put(index, unsure.containsKey(index) ? reply.sentAgain() : reply);
        if (reply.passing()) {
          still.add(index);
          if (reply.unsure()) {
            unsure.put(index, true);
          }
        }
      }
      open = still;
    }
    List<Reply> ordered = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      ordered.add(Objects.requireNonNull(replies.get(i)));
    }
    return ordered;
  }

  private static Duration longest(Map<Integer, Reply> replies, List<Integer> open) {
    Duration longest = Duration.ZERO;
    for (int index : open) {
      Duration wait = Objects.requireNonNull(replies.get(index)).hints().pause();
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    return longest;
  }

  /// Sends those that are open, once.
  private Map<Integer, Reply> once(List<Call> calls, List<Integer> open)
      throws InterruptedException {
    ObjectNode body = Json.object();
    ArrayNode requests = body.putArray("requests");
    int writes = 0;
    for (int index : open) {
      Call call = calls.get(index);
      ObjectNode request = requests.addObject();
      request.put("id", Integer.toString(index));
      request.put("method", call.method());
      request.put("url", call.url());
      ObjectNode headers = Json.object();
      call.headers().forEach(headers::put);
      if (call.body() != null) {
        headers.put("Content-Type", "application/json");
        request.set("body", call.body());
      }
      if (!headers.isEmpty()) {
        request.set("headers", headers);
      }
      writes += call.writes() ? 1 : 0;
    }
    pace.enter();
    Reply outer = Reply.lost("nothing was sent");
    Map<Integer, Reply> replies = Map.of();
    try {
      quota.take(writes);
      outer = http.send(Call.post("/$batch", body));
      replies = inner(outer, open);
    } finally {
      tell(outer, replies);
    }
    return replies;
  }

  private void tell(Reply outer, Map<Integer, Reply> replies) {
    Duration wait = outer.hints().pause();
    boolean throttled = outer.throttled();
    double full = outer.hints().full();
    for (Reply reply : replies.values()) {
      throttled |= reply.throttled();
      full = Math.max(full, reply.hints().full());
    }
    if (throttled) {
      pace.throttled(wait);
    } else if (outer.good()) {
      pace.wentWell(full);
    } else {
      pace.failed();
    }
  }

  private Map<Integer, Reply> inner(Reply outer, List<Integer> open) {
    Map<Integer, Reply> replies = new HashMap<>();
    if (!outer.good()) {
      if (!outer.passing()) {
        throw new ConnectorException(
            outer.status() == 403 ? ErrorCode.PERMISSION : ErrorCode.DIRECTORY,
            "connector %s: Graph refuses a batch: %s".formatted(settings.name(), outer.text()));
      }
      open.forEach(index -> replies.put(index, outer));
      return replies;
    }
    for (JsonNode response : outer.body().path("responses")) {
      String id = response.path("id").asString("");
      if (id.matches("\\d{1,4}")) {
        replies.put(Integer.parseInt(id), reply(response));
      }
    }
    for (int index : open) {
      replies.putIfAbsent(index, Reply.lost("the answer to a batch lacks one of its requests"));
    }
    return replies;
  }

  private static Reply reply(JsonNode response) {
    String retryAfter = "";
    String full = "";
    for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
      if (header.getKey().equalsIgnoreCase("Retry-After")) {
        retryAfter = header.getValue().asString();
      } else if (header.getKey().equalsIgnoreCase("x-ms-throttle-limit-percentage")) {
        full = header.getValue().asString();
      }
    }
    return new Reply(
        response.path("status").asInt(),
        response.path("body"),
        GraphHttp.hints(retryAfter, full),
        false);
  }

  /// What Graph says, or a growing time with some chance in it.
  private static Duration wait(Duration said, int attempt) {
    if (!said.isZero()) {
      return said;
    }
    long most = Math.min(WAIT_MAX.toMillis(), WAIT_FIRST.toMillis() << Math.min(attempt - 1, 10));
    return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }

  @Override
  public void close() {
    http.close();
  }
}
