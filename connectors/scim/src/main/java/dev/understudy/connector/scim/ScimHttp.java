// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.ErrorCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks the service. Waits as long as it says when it throttles, with all requests and not only the
/// one that was refused; asks again what was only a question and got no answer.
final class ScimHttp implements AutoCloseable {
  private static final String MEDIA_TYPE = "application/scim+json";
  private static final int QUESTIONS_MAX = 3;
  private static final Duration PAUSE_FIRST = Duration.ofMillis(500);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(16);
  private static final int QUOTE_MAX = 60;

  private final ScimSettings settings;
  private final Wire wire;
  private final Logins logins;

  /// Until when, by the clock of the process, nothing is sent.
  private long quietUntil = System.nanoTime();

  /// One request.
  ///
  /// @param path below the base, with its query
  /// @param body null for none
  /// @param version what the object must still be; null for anything
  private record Request(
      String method, String path, @Nullable JsonNode body, @Nullable String version) {
    boolean isQuestion() {
      return method.equals("GET");
    }
  }

  ScimHttp(ScimSettings settings) {
    this.settings = settings;
    this.wire = new Wire(settings);
    this.logins = new Logins(settings, wire);
  }

  /// A question; every failure but a missing thing is one of the whole call.
  Answer get(String path) throws InterruptedException {
    Answer answer = ask(path);
    if (!answer.isSuccess()) {
      throw ScimFailure.ofCall(settings, "GET " + path, answer);
    }
    return answer;
  }

  /// A question whose answer may be no.
  Answer ask(String path) throws InterruptedException {
    return send(new Request("GET", path, null, null));
  }

  /// Writes something.
  Answer write(String method, String path, @Nullable JsonNode body, @Nullable String version)
      throws InterruptedException {
    return send(new Request(method, path, body, version));
  }

  /// The query of a path.
  static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + encoded(one.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  /// A text as one step of a path or a value in a query.
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Answer send(Request request) throws InterruptedException {
    long giveUp = System.nanoTime() + settings.limits().throttleTime().toNanos();
    Duration pause = PAUSE_FIRST;
    for (int attempt = 1; ; attempt++) {
      awaitQuiet();
      Wire.Response response;
      try {
        response = wire.send(http(request));
      } catch (IOException e) {
        if (request.isQuestion() && attempt < QUESTIONS_MAX && !(e instanceof ConnectException)) {
          keepQuiet(pause);
          continue;
        }
        if (!request.isQuestion()
            && e instanceof HttpTimeoutException
            && !(e instanceof HttpConnectTimeoutException)) {
          // It may have been done: whoever sends it again looks first.
          return new Answer(504, Json.object(), String.valueOf(e.getMessage()));
        }
        throw ScimFailure.ofCall(settings, settings.access().base(), e);
      }
      boolean expired = response.status() == 401 && attempt == 1 && logins.renew();
      if (!expired) {
        Answer answer = answer(request, response);
        if (!isAskedToWait(request, answer, attempt)) {
          return answer;
        }
        Duration wait = retryAfter(response, pause);
        if (System.nanoTime() + wait.toNanos() > giveUp) {
          return answer;
        }
        keepQuiet(wait);
        pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
      }
    }
  }

  /// A write that may have been done is not sent again here: its object is looked at first.
  private static boolean isAskedToWait(Request request, Answer answer, int attempt) {
    return answer.status() == 429
        || answer.status() == 503
        || (request.isQuestion() && answer.isBusy() && attempt < QUESTIONS_MAX);
  }

  private HttpRequest http(Request request) throws InterruptedException {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(URI.create(settings.access().base() + request.path()))
            .header("Accept", MEDIA_TYPE + ", application/json;q=0.9");
    logins.header().ifPresent(value -> http.header("Authorization", value));
    JsonNode body = request.body();
    if (body != null) {
      http.header("Content-Type", MEDIA_TYPE);
    }
    String version = request.version();
    if (version != null) {
      http.header("If-Match", version);
    }
    return http.method(
            request.method(),
            body == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
        .build();
  }

  private Answer answer(Request request, Wire.Response response) {
    int status = response.status();
    if (status == 401) {
      throw ScimFailure.ofCall(settings, request.method() + " " + request.path(), words(response));
    }
    if (status >= 300 && status < 400 && status != 304) {
      String elsewhere = response.headers().firstValue("Location").orElse("nowhere");
      throw ScimFailure.failure(
          settings,
          ErrorCode.CONFIGURATION,
          "%s %s is redirected to %s; if that is right, put it into \"url\""
              .formatted(request.method(), request.path(), elsewhere));
    }
    if (status >= 400 || response.body().length == 0) {
      return words(response);
    }
    try {
      JsonNode body = Json.MAPPER.readTree(response.body());
      if (body.isObject()) {
        return Answer.of(status, body);
      }
      throw unreadable(request, response, "a JSON object was expected");
    } catch (JacksonException e) {
      if (!request.isQuestion() && !isHtml(response)) {
        return new Answer(
            500, Json.object(), "the answer is broken off: " + e.getOriginalMessage());
      }
      throw unreadable(request, response, e.getOriginalMessage());
    }
  }

  /// An error speaks by its status; its words are welcome and not needed.
  private static Answer words(Wire.Response response) {
    if (response.body().length == 0 || isHtml(response)) {
      return Answer.empty(response.status());
    }
    try {
      return Answer.of(response.status(), Json.MAPPER.readTree(response.body()));
    } catch (JacksonException e) {
      return Answer.empty(response.status());
    }
  }

  private RuntimeException unreadable(Request request, Wire.Response response, String why) {
    String text = new String(response.body(), StandardCharsets.UTF_8).strip();
    String quoted = text.replaceAll("\\s+", " ");
    return ScimFailure.failure(
        settings,
        ErrorCode.PARSE,
        "%s %s was answered with %s, not with SCIM (%s): %s…; check \"url\""
            .formatted(
                request.method(),
                request.path(),
                isHtml(response) ? "HTML" : "something",
                why,
                quoted.substring(0, Math.min(QUOTE_MAX, quoted.length()))));
  }

  private static boolean isHtml(Wire.Response response) {
    boolean said =
        response
            .headers()
            .firstValue("Content-Type")
            .map(type -> type.toLowerCase(Locale.ROOT).contains("html"))
            .orElse(false);
    return said || (response.body().length > 0 && response.body()[0] == '<');
  }

  private static Duration retryAfter(Wire.Response response, Duration otherwise) {
    String text = response.headers().firstValue("Retry-After").orElse("").strip();
    try {
      if (text.matches("\\d{1,9}")) {
        return Duration.ofSeconds(Long.parseLong(text));
      }
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(Instant.now(), then);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  private synchronized void keepQuiet(Duration wait) {
    long until = System.nanoTime() + wait.toNanos();
    if (until - quietUntil > 0) {
      quietUntil = until;
    }
  }

  private void awaitQuiet() throws InterruptedException {
    for (long left = left(); left > 0; left = left()) {
      Thread.sleep(Duration.ofNanos(left));
    }
  }

  private synchronized long left() {
    return quietUntil - System.nanoTime();
  }

  @Override
  public void close() {
    wire.close();
  }
}
