// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.node.ObjectNode;

/// Sends one request and says what came back. Nothing is sent twice here, but for a token that had
/// expired.
final class GraphHttp implements AutoCloseable {
  private static final long WAIT_SECONDS_MAX = 300;

  private final EntraSettings settings;
  private final SignIn signIn;
  private final HttpClient http;

  GraphHttp(EntraSettings settings) {
    this.settings = settings;
    SSLContext tls = Trust.context(settings);
    signIn = new SignIn(settings, tls);
    http =
        HttpClient.newBuilder()
            .sslContext(tls)
            .connectTimeout(settings.limits().callTimeout())
            .build();
  }

  /// Sends a request.
  ///
  /// @throws ConnectorException when the application may not sign in
  Reply send(Call call) throws InterruptedException {
    Reply reply = send(call, signIn.token(false));
    if (reply.status() == 401) {
      reply = send(call, signIn.token(true));
    }
    if (reply.status() == 401) {
      throw new ConnectorException(
          ErrorCode.CREDENTIALS,
          "connector %s: Graph at %s refuses the token that the login service gave: %s"
              .formatted(settings.name(), settings.place().graph(), reply.text()));
    }
    return reply;
  }

  private Reply send(Call call, String token) throws InterruptedException {
    URI uri = URI.create(address(call.url()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(settings.limits().callTimeout())
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .header("client-request-id", UUID.randomUUID().toString());
    call.headers().forEach(request::header);
    ObjectNode body = call.body();
    if (body == null) {
      request.method(call.method(), HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(
              call.method(),
              HttpRequest.BodyPublishers.ofString(Json.text(body), StandardCharsets.UTF_8));
    }
    return answered(request.build());
  }

  /// A link that Graph told is followed only to Graph: the token goes with it.
  private String address(String url) {
    String root = settings.place().graph() + "/";
    if (url.startsWith("/")) {
      return settings.place().graph() + "/v1.0" + url;
    }
    if (!url.startsWith(root)) {
      throw new ConnectorException(
          ErrorCode.DIRECTORY,
          "connector %s: Graph at %s tells a link to somewhere else, which is not followed: %s"
              .formatted(settings.name(), root, url));
    }
    return url;
  }

  /// The time-out of a request ends with the headers of the answer; this one ends with its body.
  private Reply answered(HttpRequest request) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> future =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      return reply(future.get(settings.limits().callTimeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Reply.lost(
          "no whole answer came from %s within %s"
              .formatted(settings.place().graph(), settings.limits().callTimeout()));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) {
        return Reply.lost(
            "%s does not answer: %s (%s)"
                .formatted(
                    settings.place().graph(), io.getMessage(), io.getClass().getSimpleName()));
      }
      throw new IllegalStateException("sending a request failed", cause);
    } finally {
      future.cancel(true);
    }
  }

  private static Reply reply(HttpResponse<String> response) {
    Reply.Hints hints = hints(response.headers());
    String text = response.body();
    if (text.isEmpty()) {
      return new Reply(response.statusCode(), Reply.nothing(), hints, false);
    }
    Optional<ObjectNode> json = Json.read(text);
    if (json.isEmpty()) {
      boolean html = text.stripLeading().startsWith("<");
      return Reply.lost(
          "the answer %d is %s and not JSON"
              .formatted(response.statusCode(), html ? "a web page" : "cut off"));
    }
    return new Reply(response.statusCode(), json.get(), hints, false);
  }

  private static Reply.Hints hints(HttpHeaders headers) {
    return hints(
        headers.firstValue("Retry-After").orElse(""),
        headers.firstValue("x-ms-throttle-limit-percentage").orElse(""));
  }

  /// What two headers say.
  static Reply.Hints hints(String retryAfter, String full) {
    long seconds = retryAfter.matches("\\d{1,9}") ? Long.parseLong(retryAfter) : 0;
    double used = full.matches("\\d+(\\.\\d+)?") ? Double.parseDouble(full) : 0;
    return new Reply.Hints(Duration.ofSeconds(Math.min(seconds, WAIT_SECONDS_MAX)), used);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
