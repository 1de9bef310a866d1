// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.testkit.server.Slapd;
import dev.understudy.testkit.server.SlapdOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LdapTlsTest {
  private final Slapd slapd = Slapd.prepare(SlapdOptions.of("dc=example,dc=com").withTls());

  @BeforeAll
  void start() {
    slapd.start();
  }

  @AfterAll
  void stop() {
    slapd.close();
  }

  @Test
  void aCertificateOfTheGivenAuthorityIsAccepted() {
    assertThat(test(slapd.tlsUrl(), Map.of("ca-file", slapd.caFile().toString())))
        .isInstanceOf(ConnectionTest.Reachable.class);
  }

  @Test
  void aConnectionCanBecomeATlsOne() {
    String url = "ldap://localhost:" + slapd.port();

    assertThat(
            test(
                url,
                Map.of(
                    "ca-file", slapd.caFile().toString(),
                    "start-tls", "true",
                    "allow-clear-text", "false")))
        .isInstanceOf(ConnectionTest.Reachable.class);
    assertThat(test(url, Map.of("start-tls", "true")))
        .isInstanceOf(ConnectionTest.Unreachable.class);
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefused() {
    assertUnreachable(test(slapd.tlsUrl(), Map.of()), "ca-file");
  }

  @Test
  void aCertificateForAnotherNameIsRefused() {
    assertUnreachable(
        test("ldaps://127.0.0.1:" + slapd.tlsPort(), Map.of("ca-file", slapd.caFile().toString())),
        "url");
    assertUnreachable(
        test(slapd.url(), Map.of("ca-file", slapd.caFile().toString(), "start-tls", "true")),
        "url");
  }

  @Test
  void aPasswordDoesNotTravelInTheClear() {
    assertThatThrownBy(() -> test(slapd.url(), Map.of("allow-clear-text", "false")))
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining("start-tls")
        .hasMessageNotContaining(slapd.password());
  }

  @Test
  void aFileWithoutCertificatesIsNamed(@TempDir Path folder) throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.pem"));

    assertThat(test(slapd.tlsUrl(), Map.of("ca-file", empty.toString())))
        .isInstanceOfSatisfying(
            ConnectionTest.Unreachable.class,
            answer -> {
              assertThat(answer.code()).isEqualTo(ErrorCode.CONFIGURATION);
              assertThat(answer.detail()).contains("empty.pem", "PEM");
            });
  }

  private ConnectionTest test(String url, Map<String, String> more) {
    Map<String, String> settings = TestDirectory.settings(slapd);
    settings.put("url", url);
    settings.put("call-timeout", "5s");
    settings.putAll(more);
    try (var connector = new LdapConnectorFactory().create("test", settings)) {
      return connector.test();
    }
  }

  private static void assertUnreachable(ConnectionTest answer, String hint) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            ConnectionTest.Unreachable.class,
            unreachable -> {
              assertThat(unreachable.code()).isEqualTo(ErrorCode.CONNECTIVITY);
              assertThat(unreachable.detail()).contains(hint);
            });
  }
}
