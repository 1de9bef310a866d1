// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.testkit.CollectingSink;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JdbcConnectTest {
  private static final Map<String, String> PERSONS =
      Map.of("tables", "person=person", "keys", "person=id");

  @BeforeEach
  void onePerson() {
    TestDatabase.empty();
    TestDatabase.execute("CREATE TABLE person (id int)", "INSERT INTO person VALUES (1)");
  }

  @Test
  void whatTheDatabaseIsIsToldAndThePasswordIsNot() {
    ConnectionTest answer = TestDatabase.connector(PERSONS).test();

    assertThat(answer).isInstanceOf(ConnectionTest.Reachable.class);
    assertThat(answer.toString()).contains("PostgreSQL", "person");
    Map<String, String> settings = TestDatabase.settings(PERSONS);
    settings.put("password", "not-the-one");
    assertThat(new JdbcConnectorFactory().create("test", settings).test().toString())
        .contains("CREDENTIALS", "\"password\"")
        .doesNotContain("not-the-one");
  }

  @Test
  void withoutTlsThatCanBeVerifiedThereIsNoConnection() {
    Map<String, String> settings = TestDatabase.settings(PERSONS);
    settings.remove("allow-clear-text");

    assertThat(new JdbcConnectorFactory().create("test", settings).test())
        .isInstanceOfSatisfying(
            ConnectionTest.Unreachable.class,
            answer -> assertThat(answer.detail()).contains("SSL"));
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUpInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings = TestDatabase.settings(PERSONS);
      settings.put("url", "jdbc:postgresql://127.0.0.1:%d/x".formatted(silent.getLocalPort()));
      settings.put("call-timeout", "1s");

      ConnectionTest answer =
          Assertions.assertTimeoutPreemptively(
              Duration.ofSeconds(5),
              () -> new JdbcConnectorFactory().create("test", settings).test());

      assertThat(answer)
          .isInstanceOfSatisfying(
              ConnectionTest.Unreachable.class,
              it -> assertThat(it.code()).isEqualTo(ErrorCode.CONNECTIVITY));
    }
  }

  @Test
  void aStatementThatTakesTooLongIsEnded() {
    Map<String, String> settings = new HashMap<>(PERSONS);
    settings.put("filter", "person=pg_sleep(60) IS NOT NULL");
    settings.put("call-timeout", "1s");
    JdbcConnector connector = TestDatabase.connector(settings);

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThatThrownBy(() ->
                    connector.readAll(TestDatabase.everything(connector), new CollectingSink()))
                .isInstanceOfSatisfying(
                    ConnectorException.class,
                    e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTIVITY))
                .hasMessageContaining("call-timeout"));
  }

  @Test
  void aUrlThatNoDriverTakesAsksForOne() {
    Map<String, String> settings = new HashMap<>(PERSONS);
    settings.put("url", "jdbc:nosuch:db");

    assertThat(new JdbcConnectorFactory().create("test", settings).test())
        .isInstanceOfSatisfying(
            ConnectionTest.Unreachable.class,
            answer -> assertThat(answer.detail()).contains("jdbc:nosuch:", "\"driver\""));
  }

  @Test
  void aDriverMayComeFromAJarOfItsOwn() throws Exception {
    Driver shipped = DriverManager.getDriver("jdbc:h2:mem:");
    Path jar =
        Path.of(shipped.getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, String> settings =
        Map.of(
            "url", "jdbc:h2:mem:own",
            "driver", jar.toString(),
            "queries", "person=SELECT 1 AS id",
            "keys", "person=id");

    try (JdbcClient client = client(settings);
        Connection connection = client.borrow()) {
      assertThat(connection.getClass().getName()).startsWith("org.h2.");
      assertThat(connection.getClass().getClassLoader())
          .isNotEqualTo(shipped.getClass().getClassLoader());
    }
    Map<String, String> missing = new HashMap<>(settings);
    missing.put("driver", "/nowhere/driver.jar");
    assertThat(new JdbcConnectorFactory().create("test", missing).test())
        .isInstanceOfSatisfying(
            ConnectionTest.Unreachable.class,
            answer -> assertThat(answer.detail()).contains("/nowhere/driver.jar"));
  }

  private static JdbcClient client(Map<String, String> settings) {
    return new JdbcClient(
        new SettingsReader(new dev.understudy.connector.SettingValues("test", settings)).read());
  }
}
