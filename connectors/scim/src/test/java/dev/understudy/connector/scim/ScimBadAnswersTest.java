// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Answers as they come on bad days, in front of SCIM-SDK.
final class ScimBadAnswersTest {
  private final SdkServer server = new SdkServer(new SdkServer.Abilities(true, true, true, 0));
  private final ScimConnector connector = connect(Map.of());

  private ScimConnector connect(Map<String, String> more) {
    return ScimTestNames.connector(server.url(), more);
  }

  @AfterEach
  void stop() {
    connector.close();
    server.close();
  }

  @Test
  void htmlIsNotScimAndSaysSo() throws Exception {
    someUsers(3);
    server.stepInBetween((exchange, request) -> {
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      SdkServer.answer(exchange, 200, "<html><title>Please sign in</title></html>");
      return true;
    });

    assertReadFails(connector, ErrorCode.PARSE, "HTML", "Please sign in", "\"url\"");
    assertThat(connect(Map.of()).test())
        .isInstanceOfSatisfying(
            ConnectionTest.Unreachable.class,
            answer -> assertThat(answer.code()).isEqualTo(ErrorCode.PARSE));
    assertThatThrownBy(() -> connector.export(List.of(user("new"))))
        .isInstanceOf(ConnectorException.class);
  }

  @Test
  void truncatedJsonEndsARead() throws Exception {
    someUsers(3);
    server.stepInBetween((exchange, request) -> {
      if (request.startsWith("GET /Users")) {
        SdkServer.answer(
            exchange, 200, "{\"totalResults\": 3, \"Resources\": [{\"id\": \"1\", \"us");
        return true;
      }
      return false;
    });

    assertReadFails(connector, ErrorCode.PARSE, "GET /Users");
  }

  @Test
  void aConnectionThatBreaksInTheMiddleEndsARead() throws Exception {
    someUsers(3);
    server.stepInBetween((exchange, request) -> {
      if (request.startsWith("GET /Users")) {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write("{\"totalResults\"".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        throw new IOException("pulled the plug");
      }
      return false;
    });

    assertReadFails(connector, ErrorCode.CONNECTIVITY, "no answer");
  }

  @Test
  void aWriteWhoseAnswerIsTruncatedIsSentAgainAndDoneOnce() throws Exception {
    AtomicInteger posts = new AtomicInteger();
    answerPosts((exchange, status, body) -> {
      boolean first = posts.incrementAndGet() == 1;
      SdkServer.answer(exchange, status, first ? body.substring(0, body.length() / 2) : body);
    });

    assertThat(write(connector, user("ann"))).isInstanceOf(ExportOutcome.Busy.class);
    assertThat(write(connector, user("ann"))).isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(present()).hasSize(1);
    assertThat(posts).hasValue(1);
  }

  @Test
  void anErrorAfterTheWorkWasDoneLeadsToNoDouble() throws Exception {
    AtomicInteger posts = new AtomicInteger();
    answerPosts((exchange, status, body) -> {
      boolean first = posts.incrementAndGet() == 1;
      SdkServer.answer(exchange, first ? 500 : status, first ? "oops" : body);
    });
    ObjectDelta group =
        new ObjectDelta.Add(
            Dn.flat("all"), "Group", Attributes.builder().add("displayName", "All").build());

    assertThat(write(connector, group)).isInstanceOf(ExportOutcome.Busy.class);
    assertThat(write(connector, group)).isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(present()).hasSize(1);
  }

  @Test
  void throttlingIsWaitedForAsLongAsTheServiceSays() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    server.stepInBetween((exchange, request) -> {
      if (refused.incrementAndGet() % 2 == 1) {
        exchange.getResponseHeaders().set("Retry-After", "1");
        SdkServer.answer(exchange, 429, null);
        return true;
      }
      return false;
    });
    long begin = System.nanoTime();

    someUsers(1);

    assertThat(refused.get()).isGreaterThan(4);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(3));
    assertThat(present()).hasSize(1);
  }

  @Test
  void throttlingWithoutEndIsBusyAndNotAnError() throws Exception {
    someUsers(1);
    ScimConnector impatient = connect(Map.of("throttle-time", "1s"));
    impatient.schema();
    server.stepInBetween((exchange, request) -> {
      if (request.startsWith("POST")) {
        exchange.getResponseHeaders().set("Retry-After", "3600");
        SdkServer.answer(exchange, 429, "{\"detail\":\"slow down\"}");
        return true;
      }
      return false;
    });

    assertThat(write(impatient, user("late")))
        .isInstanceOfSatisfying(
            ExportOutcome.Busy.class, busy -> assertThat(busy.detail()).contains("slow down"));
    server.stepInBetween((exchange, request) -> {
      SdkServer.answer(exchange, 503, null);
      return true;
    });
    assertReadFails(impatient, ErrorCode.SERVER_DOWN, "503");
  }

  @Test
  void anAnswerThatTricklesInIsGivenUp() throws Exception {
    someUsers(1);
    ScimConnector impatient = connect(Map.of("call-timeout", "500ms"));
    impatient.schema();
    server.stepInBetween((exchange, request) -> {
      exchange.sendResponseHeaders(200, 100_000);
      try {
        for (int i = 0; i < 100; i++) {
          exchange.getResponseBody().write(' ');
          exchange.getResponseBody().flush();
          Thread.sleep(100);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    });

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(8),
        () -> assertReadFails(impatient, ErrorCode.CONNECTIVITY, "500 ms", "call-timeout"));
    assertThat(
            Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(8), () -> connect(Map.of("call-timeout", "500ms")).test()))
        .isInstanceOf(ConnectionTest.Unreachable.class);
  }

  @Test
  void somebodyElsesChangeInBetweenIsKept() throws Exception {
    someUsers(1);
    ImportedChange.Present user = present().getFirst();
    AtomicInteger patches = new AtomicInteger();
    server.stepInBetween((exchange, request) -> {
      if (request.startsWith("PATCH") && patches.incrementAndGet() == 1) {
        server.stepInBetween((_, _) -> false);
        ScimConnector other = connect(Map.of());
        change(other, user, "nickName", "from elsewhere");
      }
      return false;
    });

    assertThat(change(connector, user, "title", "Chief"))
        .isInstanceOf(ExportOutcome.Accepted.class);

    assertThat(server.requests()).filteredOn(request -> request.startsWith("PATCH")).hasSize(3);
    Attributes now = present().getFirst().attributes();
    assertThat(now.get("title")).containsExactly(Value.of("Chief"));
    assertThat(now.get("nickName")).containsExactly(Value.of("from elsewhere"));
  }

  @Test
  void aServiceThatRefusesItsOwnVersionsIsWrittenWithoutThem() throws Exception {
    someUsers(1);
    ImportedChange.Present user = present().getFirst();
    server.stepInBetween((exchange, request) -> {
      if (exchange.getRequestHeaders().containsKey("If-Match")) {
        SdkServer.answer(exchange, 412, "{\"status\":\"412\"}");
        return true;
      }
      return false;
    });

    assertThat(change(connector, user, "title", "Chief"))
        .isInstanceOf(ExportOutcome.Accepted.class);
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.stepInBetween((exchange, request) -> {
      exchange.getResponseHeaders().set("Location", "https://elsewhere.example/scim");
      SdkServer.answer(exchange, 302, null);
      return true;
    });

    assertThat(connector.test())
        .isInstanceOfSatisfying(
            ConnectionTest.Unreachable.class,
            answer -> {
              assertThat(answer.code()).isEqualTo(ErrorCode.CONFIGURATION);
              assertThat(answer.detail()).contains("https://elsewhere.example/scim");
            });
  }

  /// What a test does with the answer to a POST that SCIM-SDK has done.
  @FunctionalInterface
  private interface Answerer {
    void answer(HttpExchange exchange, int status, String body) throws IOException;
  }

  private void answerPosts(Answerer answerer) {
    server.stepInBetween((exchange, request) -> {
      if (!request.startsWith("POST /")) {
        return false;
      }
      var response = server.handle(exchange, SdkServer.body(exchange));
      answerer.answer(exchange, response.getHttpStatus(), response.toString());
      return true;
    });
  }

  private void someUsers(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      assertThat(write(connector, user("user" + i))).isInstanceOf(ExportOutcome.Accepted.class);
    }
  }

  private static ObjectDelta user(String name) {
    return new ObjectDelta.Add(
        Dn.flat(name), "User", Attributes.builder().add("userName", name).build());
  }

  private static ExportOutcome write(ScimConnector connector, ObjectDelta delta) {
    try {
      return connector.export(List.of(delta)).getFirst();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static ExportOutcome change(
      ScimConnector connector, ImportedChange.Present user, String attribute, String text) {
    return write(
        connector,
        new ObjectDelta.Modify(
            user.anchor(),
            user.dn(),
            null,
            "User",
            List.of(new AttributeChange.Replace(attribute, List.of(Value.of(text))))));
  }

  private List<ImportedChange.Present> present() throws InterruptedException {
    CollectingSink sink = new CollectingSink();
    assertThat(connector.readAll(ScimTestNames.everything(connector), sink))
        .isInstanceOf(ReadEnd.Complete.class);
    return sink.present();
  }

  private static void assertReadFails(ScimConnector connector, ErrorCode code, String... words) {
    assertThatThrownBy(
            () -> connector.readAll(ScimTestNames.everything(connector), new CollectingSink()))
        .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
  }
}
