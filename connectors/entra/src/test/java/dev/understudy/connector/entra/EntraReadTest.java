// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.Watermark;
import dev.understudy.tenant.Seed;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.wire.Json;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the connector makes of what the cloud tells, and matching.
final class EntraReadTest {
  private final Cloud cloud = new Cloud();
  private final EntraConnector connector = cloud.connector();

  @AfterEach
  void stop() {
    connector.close();
    cloud.close();
  }

  @Test
  void usersGroupsContactsAndDevicesOfTheCloudAreReadUnderTheirOwnNames() throws Exception {
    Seed.fill(cloud.tenant(), 2, "contoso.com");

    List<ImportedChange.Present> all = Deltas.all(connector);

    assertThat(all)
        .extracting(ImportedChange.Present::objectType)
        .contains("user", "contact", "device");
    assertThat(all)
        .allSatisfy(object -> {
          assertThat(object.dn().text()).isEqualTo("CN=" + object.anchor());
          assertThat(object.attributes().get("cloudMastered")).containsExactly(Value.of(true));
        });
  }

  @Test
  void anExpiredTokenAsksForAFullReadAndReportsNothing() throws Exception {
    Deltas.export(connector, Deltas.user("ann"));
    Watermark watermark = watermark();
    Thread.sleep(1_100);
    cloud.tenant().expireDeltaTokens();

    CollectingSink sink = new CollectingSink();
    ReadEnd end = connector.readChanges(Deltas.everything(connector), watermark, sink);

    assertThat(end).isInstanceOf(ReadEnd.FullReadRequired.class);
    assertThat(sink.changes()).isEmpty();
  }

  @Test
  void theManagerIsReadAndWritten() throws Exception {
    Deltas.export(connector, Deltas.user("bob"));
    Deltas.export(connector, Deltas.user("ann"));
    Watermark watermark = watermark();
    ImportedChange.Present ann = Deltas.one(connector, Deltas.dn("ann"));

    assertThat(
            Deltas.export(
                connector,
                change(
                    ann,
                    new AttributeChange.Replace("manager", List.of(Value.of(Deltas.dn("bob")))))))
        .isInstanceOf(ExportOutcome.Accepted.class);

    CollectingSink sink = new CollectingSink();
    connector.readChanges(Deltas.everything(connector), watermark, sink);
    assertThat(sink.present().getFirst().attributes().get("manager"))
        .containsExactly(Value.of(Deltas.dn("bob")));
  }

  @Test
  void aReferenceToNothingWaits() throws Exception {
    assertThat(Deltas.export(connector, Deltas.group("team", "nobody")))
        .isInstanceOfSatisfying(
            ExportOutcome.Dependency.class,
            outcome -> assertThat(outcome.error()).isEqualTo("dn-attributes-failure"));
  }

  @Test
  void aUserOfTheCloudWithTheSameNameIsTakenOver() throws Exception {
    String id = seed("{\"displayName\": \"Ann\", \"userPrincipalName\": \"ann@contoso.com\"}");

    Deltas.export(connector, Deltas.user("ann", "title", "Engineer"));

    ImportedChange.Present ann = Deltas.one(connector, Deltas.dn("ann"));
    assertThat(ann.anchor()).isEqualTo(CloudName.anchor(CloudType.USER, id));
    assertThat(ann.attributes().get("title")).containsExactly(Value.of("Engineer"));
    assertThat(ann.attributes().get("cloudMastered")).containsExactly(Value.of(false));
  }

  @Test
  void aUserThatAnotherSynchronizationMastersIsNotTakenOver() throws Exception {
    seed(
        "{\"displayName\": \"Ann\", \"userPrincipalName\": \"ann@contoso.com\","
            + "\"onPremisesSyncEnabled\": true}");

    assertThat(Deltas.export(connector, Deltas.user("ann")))
        .isInstanceOfSatisfying(
            ExportOutcome.Rejected.class,
            outcome -> assertThat(outcome.error()).isEqualTo("InvalidSoftMatch"));
  }

  @Test
  void aCertificateSignsInAsWellAsASecret() throws Exception {
    var store = java.nio.file.Files.createTempFile("client", ".p12");
    var keys = java.security.KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "client",
        Cloud.certificates().key(),
        "password".toCharArray(),
        new java.security.cert.Certificate[] {Cloud.certificates().certificate()});
    try (var out = java.nio.file.Files.newOutputStream(store)) {
      keys.store(out, "password".toCharArray());
    }
    try (EntraConnector certified =
        cloud.connector(
            "client-secret",
            "",
            "certificate-file",
            store.toString(),
            "certificate-password",
            "password")) {
      assertThat(Deltas.all(certified)).isEmpty();
    } finally {
      java.nio.file.Files.delete(store);
    }
  }

  private String seed(String body) {
    return cloud.tenant().seed(ObjectType.USER, Json.read(body));
  }

  private Watermark watermark() throws InterruptedException {
    ReadEnd end = connector.readAll(Deltas.everything(connector), new CollectingSink());
    return Objects.requireNonNull(((ReadEnd.Complete) end).next());
  }

  private static ObjectDelta.Modify change(
      ImportedChange.Present object, AttributeChange... changes) {
    return new ObjectDelta.Modify(
        object.anchor(), object.dn(), null, object.objectType(), List.of(changes));
  }
}
