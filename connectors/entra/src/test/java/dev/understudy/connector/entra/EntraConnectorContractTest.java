// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.Connector;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.testkit.ConnectorContractTest;
import dev.understudy.testkit.ContractNames;
import dev.understudy.value.Dn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/// Against the embedded tenant, which keeps to the contract of Graph.
final class EntraConnectorContractTest extends ConnectorContractTest {
  private final Cloud cloud = new Cloud();

  @AfterEach
  void stopServer() {
    cloud.close();
  }

  @Override
  protected Connector open() {
    return cloud.any();
  }

  @Override
  protected Optional<Connector> withWrongCredentials() {
    return Optional.of(cloud.any("client-secret", "wrong"));
  }

  @Override
  protected Optional<Connector> unreachable() {
    return Optional.of(
        cloud.any(
            "authority",
            "https://localhost:1",
            "graph-url",
            "https://localhost:1",
            "attempts",
            "2"));
  }

  @Override
  protected Optional<Runnable> breakOff() {
    return Optional.of(cloud::stop);
  }

  /// More than the tenant tells in one answer.
  @Override
  protected int many() {
    return 1_050;
  }

  @Override
  protected void makeReferable(List<String> names) {
    try (EntraConnector other = cloud.connector()) {
      for (int from = 0; from < names.size(); from += other.batchSizeMax()) {
        List<ObjectDelta> batch = new ArrayList<>();
        names
            .subList(from, Math.min(names.size(), from + other.batchSizeMax()))
            .forEach(name -> batch.add(Deltas.user(name)));
        assertThat(other.export(batch)).allMatch(ExportOutcome.Accepted.class::isInstance);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected ContractNames names() {
    return new ContractNames(
        "user",
        "group",
        name ->
            Dn.of("CN={" + HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8)) + "}"),
        "displayName",
        new ContractNames.Kinds(
            null,
            "title",
            "otherMails",
            "member",
            new ContractNames.Typed(null, "accountEnabled", null)));
  }
}
