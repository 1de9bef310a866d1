// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A service that notes how it is asked, and a place that gives tokens.
final class ScimLoginTest {
  private final List<String> logins = new ArrayList<>();
  private final List<String> grants = new ArrayList<>();
  private final HttpServer server = create();
  private volatile String accepted = "token1";

  private static HttpServer create() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/token",
        exchange -> {
          try (exchange) {
            String form =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            grants.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + form);
            boolean known = !form.contains("wrong") && !grants.getLast().contains(basic("wrong"));
            SdkServer.answer(
                exchange,
                known ? 200 : 401,
                known
                    ? "{\"access_token\":\"token%d\",\"expires_in\":3600}".formatted(grants.size())
                    : "{\"error\":\"invalid_client\"}");
          }
        });
    server.createContext(
        "/scim",
        exchange -> {
          try (exchange) {
            String login = exchange.getRequestHeaders().getFirst("Authorization");
            logins.add(String.valueOf(login));
            boolean list = exchange.getRequestURI().getPath().endsWith("/Users");
            boolean known =
                login != null && (login.endsWith(accepted) || login.startsWith("Basic"));
            SdkServer.answer(
                exchange, known ? list ? 200 : 404 : 401, known ? "{\"totalResults\":0}" : null);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aNameAndAPasswordTravelAsBasic() {
    assertThat(connect(Map.of("user", "ann", "password", "s:ü")).test())
        .isInstanceOf(ConnectionTest.Reachable.class);

    byte[] both = "ann:s:ü".getBytes(StandardCharsets.UTF_8);
    assertThat(logins).containsOnly("Basic " + Base64.getEncoder().encodeToString(both));
  }

  @Test
  void aTokenIsGotOnceAndAgainWhenItIsRefused() {
    ScimConnector connector = connect(client("id", "secret"));

    assertThat(connector.test()).isInstanceOf(ConnectionTest.Reachable.class);
    assertThat(grants)
        .containsExactly(basic("id", "secret") + " grant_type=client_credentials&scope=scim.write");
    accepted = "token2";
    assertThat(connector.test()).isInstanceOf(ConnectionTest.Reachable.class);
    assertThat(grants).hasSize(2);
    assertThat(logins.getLast()).isEqualTo("Bearer token2");
  }

  @Test
  void aClientMayShowItselfInTheForm() {
    Map<String, String> settings = new HashMap<>(client("id", "sec&ret"));
    settings.put("client-auth", "body");

    connect(settings).test();

    assertThat(grants.getFirst())
        .isEqualTo(
            "null grant_type=client_credentials&scope=scim.write&client_id=id&client_secret=sec%26ret");
  }

  @Test
  void aClientThatIsRefusedIsToldSoWithoutItsSecret() {
    assertThat(connect(client("wrong", "hush-hush")).test())
        .isInstanceOfSatisfying(
            ConnectionTest.Unreachable.class,
            answer -> {
              assertThat(answer.code()).isEqualTo(ErrorCode.CREDENTIALS);
              assertThat(answer.detail())
                  .contains("invalid_client", "\"client-secret\"")
                  .doesNotContain("hush");
            });
  }

  @Test
  void secretsDoNotTravelWithoutTls() {
    for (Map<String, String> login :
        List.of(
            Map.of("token", "x"),
            Map.of("user", "x", "password", "y"),
            Map.of("token-url", url("/token"), "client-id", "a", "client-secret", "b"))) {
      Map<String, String> settings = new HashMap<>(login);
      settings.put("url", url("/scim"));
      assertThatThrownBy(() -> new ScimConnectorFactory().create("test", settings))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
          .hasMessageContaining("https://");
    }
  }

  @Test
  void settingsThatCannotWorkAreRefusedAtOnce() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("url", "ftp://x"),
            Map.of("url", "https://user:pw@x/scim"),
            Map.of("url", "https://x/scim", "token", "a", "user", "b"),
            Map.of("url", "https://x/scim", "user", "b"),
            Map.of("url", "https://x/scim", "page-size", "1"))) {
      assertThatThrownBy(() -> new ScimConnectorFactory().create("test", wrong))
          .isInstanceOf(ConnectorException.class);
    }
  }

  private Map<String, String> client(String id, String secret) {
    return Map.of(
        "token-url",
        url("/token"),
        "client-id",
        id,
        "client-secret",
        secret,
        "scope",
        "scim.write");
  }

  private ScimConnector connect(Map<String, String> login) {
    Map<String, String> settings = new HashMap<>(login);
    settings.put("url", url("/scim"));
    settings.put("allow-clear-text", "true");
    settings.put("call-timeout", "5s");
    return (ScimConnector) new ScimConnectorFactory().create("test", settings);
  }

  private String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  private static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static String basic(String user) {
    byte[] name = (user + ":").getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(name).replace("=", "").substring(0, 6);
  }
}
