// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Lists that are long, cut off or odd, in front of SCIM-SDK.
final class ScimListsTest {
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
  void aListThatShrinksWhileItIsReadIsNotComplete() throws Exception {
    someUsers(10);
    List<ImportedChange.Present> all = present();
    ScimConnector small = connect(Map.of("page-size", "3"));
    AtomicInteger pages = new AtomicInteger();
    server.stepInBetween((exchange, request) -> {
      if (request.startsWith("GET /Users?") && pages.incrementAndGet() == 2) {
        ImportedChange.Present first = all.getFirst();
        write(connector, new ObjectDelta.Delete(first.anchor(), first.dn(), "User"));
        write(connector, user("another"));
      }
      return false;
    });

    ReadEnd end = small.readAll(ScimTestNames.everything(small), new CollectingSink());

    assertThat(end)
        .isInstanceOfSatisfying(
            ReadEnd.Incomplete.class,
            incomplete -> assertThat(incomplete.reason()).contains("changed while it was read"));
  }

  @Test
  void aListThatIsCutOffIsNotComplete() throws Exception {
    someUsers(3);
    server.stepInBetween((exchange, request) -> {
      if (request.startsWith("GET /Users?")) {
        boolean first = request.contains("startIndex=1&");
        SdkServer.answer(
            exchange,
            200,
            first
                ? "{\"totalResults\":9,\"Resources\":[{\"id\":\"1\"},{\"id\":\"2\"}]}"
                : "{\"totalResults\":9,\"Resources\":[{\"id\":\"2\"}]}");
        return true;
      }
      return false;
    });

    assertThat(connector.readAll(ScimTestNames.everything(connector), new CollectingSink()))
        .isInstanceOfSatisfying(
            ReadEnd.Incomplete.class,
            incomplete -> assertThat(incomplete.reason()).contains("announced 9", "handed over 2"));
  }

  @Test
  void cursorsAreFollowedToTheEnd() throws Exception {
    server.stepInBetween((exchange, request) -> {
      String answer =
          request.startsWith("GET /ServiceProviderConfig")
              ? "{\"pagination\":{\"cursor\":true},\"filter\":{\"supported\":true}}"
              : request.startsWith("GET /Groups?")
                  ? "{\"totalResults\":0}"
                  : request.startsWith("GET /Users?")
                      ? page(request.replaceFirst(".*cursor=", ""))
                      : null;
      if (answer != null) {
        SdkServer.answer(exchange, 200, answer);
      }
      return answer != null;
    });

    assertThat(present())
        .extracting(object -> object.dn().text())
        .containsExactly("id:1", "id:2", "id:3");
    assertThat(server.requests()).noneMatch(request -> request.contains("startIndex"));
  }

  private static String page(String cursor) {
    return switch (cursor) {
      case "" -> "{\"nextCursor\":\"a b\",\"Resources\":[{\"id\":\"1\"},{\"id\":\"2\"}]}";
      case "a%20b" -> "{\"totalResults\":3,\"Resources\":[{\"id\":\"3\"}]}";
      default -> throw new AssertionError(cursor);
    };
  }

  @Test
  void aResourceThatMakesNoSenseCostsNoOther() throws Exception {
    server.stepInBetween((exchange, request) -> {
      if (request.startsWith("GET /Users?")) {
        SdkServer.answer(
            exchange,
            200,
            """
            {"totalResults": 3, "Resources": [
              {"id": "1", "externalId": "a", "active": "perhaps"},
              {"externalId": "b"},
              {"id": "3", "externalId": "c", "active": "False"}]}\
            """);
        return true;
      }
      return false;
    });
    CollectingSink sink = new CollectingSink();

    connector.readAll(ScimTestNames.everything(connector), sink);

    assertThat(sink.errors())
        .extracting(error -> error.name() + " " + error.dn())
        .containsExactly("invalid-boolean-value a", "missing-anchor-component b");
    assertThat(sink.present()).hasSize(1);
    assertThat(sink.present().getFirst().attributes().get("active"))
        .containsExactly(Value.of(false));
  }

  @Test
  void aServiceThatTellsNothingOfItselfIsOneWithUsersAndGroups() throws Exception {
    server.stepInBetween((exchange, request) -> {
      boolean discovery =
          List.of("GET /ServiceProviderConfig", "GET /Schemas", "GET /ResourceTypes")
              .contains(request);
      if (discovery) {
        SdkServer.answer(exchange, 404, null);
      }
      return discovery;
    });

    assertThat(connector.schema().types()).containsKeys("User", "Group");
    assertThat(connector.schema().attributes())
        .containsKeys("emails.work", "department", "manager", "members");
    someUsers(2);
    assertThat(present()).hasSize(2);
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

  private List<ImportedChange.Present> present() throws InterruptedException {
    CollectingSink sink = new CollectingSink();
    assertThat(connector.readAll(ScimTestNames.everything(connector), sink))
        .isInstanceOf(ReadEnd.Complete.class);
    return sink.present();
  }
}
