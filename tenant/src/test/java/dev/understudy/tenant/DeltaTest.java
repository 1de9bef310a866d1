// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Changes, followed with tokens.
final class DeltaTest {

  /// What a round of pages told.
  private record Round(List<JsonNode> objects, String next) {
    List<String> ids() {
      return objects.stream().map(object -> object.path("id").asString()).toList();
    }
  }

  private static Round follow(Api api, String from) throws Exception {
    List<JsonNode> objects = new ArrayList<>();
    String link = from;
    while (true) {
      Api.Reply page = api.get(link, "Prefer", "odata.maxpagesize=2");
      assertThat(page.status()).isEqualTo(200);
      page.body().path("value").forEach(objects::add);
      if (page.body().has("@odata.deltaLink")) {
        return new Round(objects, page.body().path("@odata.deltaLink").asString());
      }
      link = page.body().path("@odata.nextLink").asString();
    }
  }

  @Test
  void aRoundTellsOnlyWhatChangedSinceTheOneBefore() throws Exception {
    try (TestTenant tenant = TestTenant.start()) {
      Api api = new Api(tenant);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ids.add(api.post("/users", Api.user("user" + i)).id());
      }
      Round first = follow(api, "/users/delta?$select=displayName,jobTitle");
      assertThat(first.ids()).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(first.objects().getFirst().has("mail")).isFalse();
      Round second = follow(api, first.next());
      assertThat(second.objects()).isEmpty();

      api.patch("/users/" + ids.get(1), "{\"jobTitle\": \"x\"}");
      api.delete("/users/" + ids.get(2));
      api.delete("/users/" + ids.get(3));
      api.delete("/directory/deletedItems/" + ids.get(3));
      Round third = follow(api, second.next());

      assertThat(third.ids()).containsExactly(ids.get(1), ids.get(2), ids.get(3));
      assertThat(third.objects().get(1).path("@removed").path("reason").asString())
          .isEqualTo("changed");
      assertThat(third.objects().get(2).path("@removed").path("reason").asString())
          .isEqualTo("deleted");
      assertThat(follow(api, third.next()).objects()).isEmpty();
    }
  }

  @Test
  void whatChangesBetweenTwoPagesIsNotLost() throws Exception {
    try (TestTenant tenant = TestTenant.start()) {
      Api api = new Api(tenant);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ids.add(api.post("/users", Api.user("user" + i)).id());
      }
      Api.Reply page = api.get("/users/delta", "Prefer", "odata.maxpagesize=2");
      for (String id : ids) {
        api.patch("/users/" + id, "{\"jobTitle\": \"x\"}");
      }

      Round rest = follow(api, page.body().path("@odata.nextLink").asString());

      List<String> told = new ArrayList<>(page.ids());
      told.addAll(rest.ids());
      assertThat(told).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(follow(api, rest.next()).ids()).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  void membersComeAsDifferencesAndALargeGroupOnSeveralPages() throws Exception {
    try (TestTenant tenant = TestTenant.start()) {
      Api api = new Api(tenant);
      String team = api.post("/groups", Api.group("team")).id();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 1_005; i++) {
        String id =
            tenant
                .tenant()
                .seed(
                    dev.understudy.tenant.directory.ObjectType.USER,
                    dev.understudy.tenant.wire.Json.object().put("displayName", "user" + i));
        ids.add(id);
        if (ids.size() % 20 == 0 || i == 1_004) {
          add(api, team, ids.subList((i / 20) * 20, ids.size()));
        }
      }
      Round first = follow(api, "/groups/delta?$select=displayName,members");
      assertThat(first.ids()).containsExactly(team, team);
      assertThat(links(first, false)).containsExactlyInAnyOrderElementsOf(ids);

      api.delete("/groups/" + team + "/members/" + ids.getFirst() + "/$ref");
      api.delete("/users/" + ids.get(1));
      Round second = follow(api, first.next());

      assertThat(links(second, true)).containsExactlyInAnyOrder(ids.get(0), ids.get(1));
      assertThat(links(second, false)).isEmpty();
    }
  }

  private static void add(Api api, String team, List<String> ids) throws Exception {
    String list =
        String.join(", ", ids.stream().map(id -> "\"" + api.reference(id) + "\"").toList());
    assertThat(api.patch("/groups/" + team, "{\"members@odata.bind\": [" + list + "]}").status())
        .isEqualTo(204);
  }

  private static List<String> links(Round round, boolean removed) {
    List<String> ids = new ArrayList<>();
    for (JsonNode group : round.objects()) {
      for (JsonNode link : group.path("members@delta")) {
        if (link.has("@removed") == removed) {
          ids.add(link.path("id").asString());
        }
      }
    }
    return ids;
  }

  @Test
  void aTokenLivesForSevenDays() throws Exception {
    ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (TestTenant tenant = TestTenant.start(clock)) {
      Api api = new Api(tenant);
      String link = follow(api, "/users/delta").next();
      clock.advance(Duration.ofDays(6));
      api.forgetToken();
      assertThat(api.get(link).status()).isEqualTo(200);
      clock.advance(Duration.ofDays(2));
      api.forgetToken();

      Api.Reply tooLate = api.get(link);

      assertThat(tooLate.status()).isEqualTo(410);
      assertThat(tooLate.code()).isEqualTo("syncStateNotFound");
      String location = tooLate.http().headers().firstValue("Location").orElseThrow();
      assertThat(api.get(location).status()).isEqualTo(200);
    }
  }

  @Test
  void aTokenThatIsNoneIsRefused() throws Exception {
    try (TestTenant tenant = TestTenant.start()) {
      Api api = new Api(tenant);
      assertThat(api.get("/users/delta?$deltatoken=nonsense").status()).isEqualTo(400);
      String groups = follow(api, "/groups/delta").next();
      assertThat(api.get(groups.replace("/groups/", "/users/")).status()).isEqualTo(400);
    }
  }

  @Test
  void theLatestTokenTellsOnlyWhatComes() throws Exception {
    try (TestTenant tenant = TestTenant.start()) {
      Api api = new Api(tenant);
      api.post("/users", Api.user("before"));
      Round none = follow(api, "/users/delta?$deltatoken=latest");
      assertThat(none.objects()).isEmpty();
      String after = api.post("/users", Api.user("after")).id();
      assertThat(follow(api, none.next()).ids()).containsExactly(after);
    }
  }

  @Test
  void whatIsInTheBinIsGoneAfterThirtyDays(@TempDir Path folder) throws Exception {
    ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (TestTenant tenant = TestTenant.start(clock)) {
      Api api = new Api(tenant);
      String id = api.post("/users", Api.user("ann")).id();
      api.delete("/users/" + id);
      clock.advance(Duration.ofDays(29));
      api.forgetToken();
      assertThat(api.get("/directory/deletedItems/" + id).status()).isEqualTo(200);
      clock.advance(Duration.ofDays(2));
      api.forgetToken();
      assertThat(api.get("/directory/deletedItems/" + id).status()).isEqualTo(404);
    }
  }

  @Test
  void aTenantInAFileGoesOnWhereItWas(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("tenant.db");
    String link;
    String ann;
    try (TestTenant tenant = TestTenant.startOn(file)) {
      Api api = new Api(tenant);
      ann = api.post("/users", Api.user("ann")).id();
      link = follow(api, "/users/delta").next().replaceFirst("^https://[^/]+/v1.0", "");
    }
    try (TestTenant tenant = TestTenant.startOn(file)) {
      Api api = new Api(tenant);
      assertThat(api.get("/users").ids()).containsExactly(ann);
      String bob = api.post("/users", Api.user("bob")).id();
      assertThat(follow(api, link).ids()).containsExactly(bob);
    }
  }
}
