// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ParameterSource;
import dev.understudy.testkit.server.SambaDc;
import dev.understudy.testkit.server.TcpRelay;
import dev.understudy.testkit.server.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may connect, and what is said when it does not work.
final class AdConnectionTest {
  private final SambaDc dc = TestForest.shared();
  private final Map<String, String> settings = TestForest.settings(dc, TestForest.newOu(dc));

  @Test
  void aSimpleLoginWorksOverLdapsAndOverStartTls() {
    assertThat(test(Map.of())).isInstanceOf(ConnectionTest.Reachable.class);
    assertThat(test(Map.of("url", dc.clearUrl(), "start-tls", "true")))
        .isInstanceOf(ConnectionTest.Reachable.class);
  }

  @Test
  void kerberosWorksWithAPasswordAndWithAKeytab(@TempDir Path folder) {
    dc.tool("domain", "exportkeytab", folder.resolve("k").toString(), "--principal=Administrator");
    Map<String, String> kerberos = new HashMap<>();
    kerberos.put("login", "kerberos");
    kerberos.put("account", "Administrator@" + dc.realm());
    kerberos.put("kdc", dc.host());
    kerberos.put("kerberos-host", dc.dnsName());

    assertThat(test(kerberos)).isInstanceOf(ConnectionTest.Reachable.class);
    kerberos.put("url", dc.clearUrl());
    assertThat(test(kerberos)).isInstanceOf(ConnectionTest.Reachable.class);
    kerberos.put("keytab", folder.resolve("k").toString());
    kerberos.put("password", "not this one");
    assertThat(test(kerberos)).isInstanceOf(ConnectionTest.Reachable.class);
    kerberos.remove("keytab");
    assertUnreachable(test(kerberos), ErrorCode.CREDENTIALS, "kerberos");
  }

  @Test
  void aPasswordDoesNotTravelInTheClear() {
    assertThatThrownBy(() -> test(Map.of("url", dc.clearUrl())))
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessageContaining("start-tls")
        .hasMessageNotContaining(dc.password());
  }

  @Test
  void aRefusedLoginSaysWhy() {
    assertUnreachable(test(Map.of("password", "wrong")), ErrorCode.CREDENTIALS, "is wrong");
    dc.tool("user", "create", "blocked", "Passw0rd!y");
    dc.tool("user", "disable", "blocked");
    assertUnreachable(
        test(Map.of("account", "blocked@contoso.local", "password", "Passw0rd!y")),
        ErrorCode.CREDENTIALS,
        "disabled");
    dc.tool("user", "enable", "blocked");
    dc.tool(
        "user",
        "setpassword",
        "blocked",
        "--newpassword=Passw0rd!z",
        "--must-change-at-next-login");
    assertUnreachable(
        test(Map.of("account", "blocked@contoso.local", "password", "Passw0rd!z")),
        ErrorCode.CREDENTIALS,
        "must be changed");
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefused(@TempDir Path folder) throws Exception {
    Path other = TestCertificates.in(folder, "127.0.0.1").authority();
    assertUnreachable(test(Map.of("ca-file", other.toString())), ErrorCode.CONNECTIVITY, "ca-file");
  }

  @Test
  void aCertificateForAnotherNameIsRefused() {
    try (TcpRelay relay = TcpRelay.to(dc.host(), 636)) {
      assertUnreachable(
          test(Map.of("url", "ldaps://localhost:" + relay.port())),
          ErrorCode.CONNECTIVITY,
          "name in the server's certificate");
      assertThat(test(Map.of("url", "ldaps://127.0.0.1:" + relay.port())))
          .isInstanceOf(ConnectionTest.Reachable.class);
    }
  }

  @Test
  void anExpiredCertificateIsRefused(@TempDir Path folder) throws Exception {
    TestCertificates expired = TestCertificates.expired(folder, "127.0.0.1");
    try (SSLServerSocket server = serving(expired)) {
      Thread.ofVirtual().start(() -> shakeHands(server));
      assertUnreachable(
          test(
              Map.of(
                  "url",
                  "ldaps://127.0.0.1:" + server.getLocalPort(),
                  "ca-file",
                  expired.authority().toString())),
          ErrorCode.CONNECTIVITY,
          "ca-file");
    }
  }

  @Test
  void aFileThatIsNoCertificateIsNamed(@TempDir Path folder) throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    assertUnreachable(
        test(Map.of("ca-file", empty.toString())), ErrorCode.CONFIGURATION, "empty.pem");
  }

  @Test
  void aServerThatSaysNothingEndsInATimeOut() throws Exception {
    try (var silent = new java.net.ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      long begin = System.nanoTime();
      assertUnreachable(
          test(Map.of("url", "ldaps://127.0.0.1:" + silent.getLocalPort(), "call-timeout", "1s")),
          ErrorCode.CONNECTIVITY,
          "failed");
      assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
    }
  }

  @Test
  void anOuThatIsNotThereIsAnErrorAndNotAnEmptyScope() {
    assertUnreachable(
        test(Map.of("containers", "OU=nowhere," + dc.suffix())),
        ErrorCode.CONFIGURATION,
        "OU=nowhere");
    assertUnreachable(
        test(Map.of("containers", "3f79048f-42cd-4c77-8426-835cd9f8a3ad OU=gone,DC=x")),
        ErrorCode.CONFIGURATION,
        "3f79048f-42cd-4c77-8426-835cd9f8a3ad");
  }

  @Test
  void aPartitionThatNoDomainControllerHoldsIsNamed() {
    Map<String, String> wrong = Map.of("partitions", "DC=fabrikam,DC=local", "containers", "");
    assertUnreachable(test(wrong), ErrorCode.PARTITION, "DC=fabrikam,DC=local");
  }

  @Test
  void theNextDomainControllerIsTakenWhenThePreferredOneIsDown() {
    assertThat(test(Map.of("url", "ldaps://127.0.0.1:1 " + dc.url())))
        .isInstanceOfSatisfying(
            ConnectionTest.Reachable.class,
            answer -> assertThat(answer.detail()).contains(dc.url(), "dc1.contoso.local"));
  }

  @Test
  void theNamesOfDomainAndForestAreFound() {
    try (Connector connector = new AdConnectorFactory().create("test", settings)) {
      assertThat(((ParameterSource) connector).parameters())
          .containsOnlyKeys(dc.suffix())
          .extractingByKey(dc.suffix())
          .isEqualTo(
              Map.of(
                  "Domain.FQDN", "contoso.local",
                  "Domain.Netbios", "CONTOSO",
                  "Forest.FQDN", "contoso.local",
                  "Forest.Netbios", "CONTOSO"));
    }
  }

  private ConnectionTest test(Map<String, String> more) {
    Map<String, String> merged = new HashMap<>(settings);
    merged.putAll(more);
    try (Connector connector = new AdConnectorFactory().create("test", merged)) {
      return connector.test();
    }
  }

  private static void assertUnreachable(ConnectionTest answer, ErrorCode code, String hint) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            ConnectionTest.Unreachable.class,
            unreachable -> {
              assertThat(unreachable.detail()).containsIgnoringCase(hint);
              assertThat(unreachable.code()).isEqualTo(code);
            });
  }

  private static SSLServerSocket serving(TestCertificates certificates) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    char[] password = TestCertificates.PASSWORD.toCharArray();
    try (InputStream in = Files.newInputStream(certificates.store())) {
      keys.load(in, password);
    }
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        "server", keys.getKey("server", password), password, keys.getCertificateChain("server"));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(own, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static void shakeHands(SSLServerSocket server) {
    for (int i : List.of(1, 2, 3)) {
      try (Socket socket = server.accept()) {
        ((SSLSocket) socket).startHandshake();
      } catch (IOException e) {
        // The client hangs up, which is what the test is about.
        assertThat(i).isPositive();
      }
    }
  }
}
