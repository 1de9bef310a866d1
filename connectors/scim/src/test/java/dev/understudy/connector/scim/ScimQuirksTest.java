// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Services that take the standard their own way, made of SCIM-SDK.
final class ScimQuirksTest {
  private final SdkServer server = new SdkServer(new SdkServer.Abilities(true, true, true, 20));
  private final ScimConnector connector = ScimTestNames.connector(server.url(), Map.of());

  @AfterEach
  void stop() {
    connector.close();
    server.close();
  }

  @Test
  void aServiceThatTakesNoOrIsAskedForOneAtATime() throws Exception {
    server.stepInBetween((exchange, request) -> {
      boolean or = request.contains("%20or%20");
      if (or) {
        SdkServer.answer(exchange, 400, "{\"status\":\"400\",\"scimType\":\"invalidFilter\"}");
      }
      return or;
    });

    assertThat(connector.export(users(5))).allMatch(ExportOutcome.Accepted.class::isInstance);
    assertThat(connector.export(users(5))).allMatch(ExportOutcome.Accepted.class::isInstance);
    assertThat(present()).hasSize(5);
  }

  @Test
  void aServiceThatMissesWhatIsToBeRemovedIsReadOnce() throws Exception {
    connector.export(users(4));
    ObjectDelta group =
        new ObjectDelta.Add(
            Dn.flat("all"),
            "Group",
            Attributes.builder()
                .add("displayName", "All")
                .add("members", List.of(reference(0), reference(1)))
                .build());
    ExportOutcome.Accepted added =
        (ExportOutcome.Accepted) connector.export(List.of(group)).getFirst();
    assertThat(added.anchor()).isNotNull();
    server.stepInBetween((exchange, request) -> {
      boolean first =
          request.startsWith("PATCH /Groups")
              && server.requests().stream().filter(r -> r.startsWith("PATCH /Groups")).count() == 1;
      if (first) {
        SdkServer.answer(exchange, 400, "{\"status\":\"400\",\"scimType\":\"noTarget\"}");
      }
      return first;
    });

    ImportedChange.Present all = present("all");
    ExportOutcome outcome =
        connector
            .export(
                List.of(
                    new ObjectDelta.Modify(
                        all.anchor(),
                        all.dn(),
                        null,
                        "Group",
                        List.of(
                            new AttributeChange.Update(
                                "members",
                                List.of(reference(2)),
                                List.of(reference(1), reference(3)))))))
            .getFirst();

    assertThat(outcome).isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(present("all").attributes().get("members"))
        .containsExactlyInAnyOrder(reference(0), reference(2));
  }

  @Test
  void aBulkThatIsRefusedIsWrittenOneByOne() throws Exception {
    server.stepInBetween((exchange, request) -> {
      boolean bulk = request.startsWith("POST /Bulk");
      if (bulk) {
        SdkServer.answer(exchange, 413, "{\"status\":\"413\",\"detail\":\"too large\"}");
      }
      return bulk;
    });

    assertThat(connector.export(users(5))).allMatch(ExportOutcome.Accepted.class::isInstance);
    assertThat(present()).hasSize(5);
  }

  @Test
  void whatFailsInABulkCostsNoOther() throws Exception {
    connector.export(users(1));
    List<ObjectDelta> batch = new ArrayList<>(users(3));
    batch.set(
        0,
        new ObjectDelta.Add(
            Dn.flat("other"), "User", Attributes.builder().add("userName", "user0").build()));
    batch.add(
        new ObjectDelta.Add(
            Dn.flat("odd"),
            "User",
            Attributes.builder().add("userName", "odd").add("no", "x").build()));

    List<ExportOutcome> outcomes = connector.export(batch);

    assertThat(outcomes.get(0)).isInstanceOf(ExportOutcome.Exists.class);
    assertThat(outcomes.get(1)).isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(outcomes.get(2)).isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(outcomes.get(3))
        .isInstanceOfSatisfying(
            ExportOutcome.Rejected.class,
            rejected ->
                assertThat(rejected.error()).isEqualTo("unexpected-provisioning-attribute"));
    assertThat(present()).hasSize(3);
  }

  private static List<ObjectDelta> users(int count) {
    List<ObjectDelta> users = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      users.add(
          new ObjectDelta.Add(
              Dn.flat("u" + i), "User", Attributes.builder().add("userName", "user" + i).build()));
    }
    return users;
  }

  private static Value reference(int user) {
    return Value.of(Dn.flat("u" + user));
  }

  private List<ImportedChange.Present> present() throws InterruptedException {
    CollectingSink sink = new CollectingSink();
    connector.readAll(ScimTestNames.everything(connector), sink);
    return sink.present();
  }

  private ImportedChange.Present present(String name) throws InterruptedException {
    return present().stream()
        .filter(object -> object.dn().equals(Dn.flat(name)))
        .findFirst()
        .orElseThrow();
  }
}
