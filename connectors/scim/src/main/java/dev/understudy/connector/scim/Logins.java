// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.scim.ScimSettings.Credentials;
import dev.understudy.connector.scim.ScimSettings.Login;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The value of the Authorization header. A token of OAuth is got when it is first needed, and
/// again before it ends.
final class Logins {
  private static final Duration EARLY = Duration.ofSeconds(60);
  private static final long SECONDS_UNTOLD = 300;

  private final ScimSettings settings;
  private final Wire wire;
  private @Nullable Granted granted;

  /// @param untilNanos when it should be replaced, by the clock of the process
  private record Granted(String token, long untilNanos) {}

  Logins(ScimSettings settings, Wire wire) {
    this.settings = settings;
    this.wire = wire;
  }

  /// The header's value; empty when nobody asks.
  Optional<String> header() throws InterruptedException {
    return switch (settings.access().login()) {
      case Login.None _ -> Optional.empty();
      case Login.Token(String token) -> Optional.of("Bearer " + token);
      case Login.Basic(String user, String password) -> Optional.of(basic(user, password));
      case Login.Client client -> Optional.of("Bearer " + token(client));
    };
  }

  /// Forgets the token of OAuth; false when there is none that could be replaced.
  synchronized boolean renew() {
    boolean known = granted != null;
    granted = null;
    return known;
  }

  private synchronized String token(Login.Client client) throws InterruptedException {
    Granted known = granted;
    if (known == null || System.nanoTime() - known.untilNanos > 0) {
      known = grant(client);
      granted = known;
    }
    return known.token;
  }

  private Granted grant(Login.Client client) throws InterruptedException {
    Credentials credentials = client.credentials();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    if (!client.scope().isEmpty()) {
      form.put("scope", client.scope());
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(client.endpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json");
    if (client.inBody()) {
      form.put("client_id", credentials.id());
      form.put("client_secret", credentials.secret());
    } else {
      request.header(
          "Authorization", basic(encoded(credentials.id()), encoded(credentials.secret())));
    }
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    Wire.Response response;
    try {
      response = wire.send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build());
    } catch (IOException e) {
      throw ScimFailure.ofCall(settings, client.endpoint(), e);
    }
    return granted(client.endpoint(), response);
  }

  /// Says what failed, and never what was answered: that might be a token.
  private Granted granted(URI endpoint, Wire.Response response) {
    JsonNode answer;
    try {
      answer = Json.MAPPER.readTree(response.body());
    } catch (JacksonException e) {
      answer = Json.object();
    }
    String token = answer.path("access_token").asString("");
    if (response.status() != 200 || token.isEmpty()) {
      String error = answer.path("error").asString("no access_token");
      boolean refused = response.status() >= 400 && response.status() < 500;
      throw new ConnectorException(
          refused ? ErrorCode.CREDENTIALS : ErrorCode.SERVER_DOWN,
          "connector %s: no token from %s: HTTP %d, %s; check \"client-id\", \"client-secret\" and \"scope\""
              .formatted(settings.name(), endpoint, response.status(), error));
    }
    long seconds = answer.path("expires_in").asLong(SECONDS_UNTOLD);
    long early = Math.min(EARLY.toSeconds(), seconds / 2);
    return new Granted(token, System.nanoTime() + Duration.ofSeconds(seconds - early).toNanos());
  }

  private static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
