// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `$filter`, `$select`, `$top`, `$count`, `$search`, `$expand`, `$orderby`.
final class QueriesTest {
  private final TestTenant tenant = TestTenant.start();
  private final Api api = new Api(tenant);

  @BeforeEach
  void fill() throws Exception {
    for (String name : List.of("ann", "bob", "cecil", "dora")) {
      String more =
          "\"onPremisesImmutableId\": \"%s==\", \"mail\": \"%s@mail.contoso.com\", \"department\": \"%s\""
              .formatted(name, name, name.equals("bob") ? "Sales" : "Research");
      assertThat(api.post("/users", Api.user(name, more)).status()).isEqualTo(201);
    }
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "userPrincipalName eq 'ANN@contoso.com'                           | ann",
        "onPremisesImmutableId eq 'bob=='                                 | bob",
        "onPremisesImmutableId in ('bob==', 'dora==', 'nobody')           | bob dora",
        "proxyAddresses/any(p:p eq 'smtp:cecil@mail.contoso.com')         | cecil",
        "startswith(displayName, 'd')                                     | dora",
        "department eq 'Research' and startswith(displayName, 'a')        | ann",
        "department eq 'Sales' or displayName eq 'dora'                   | bob dora",
        "(displayName eq 'ann' or displayName eq 'bob') and department eq 'Sales' | bob",
        "jobTitle eq null and displayName eq 'ann'                        | ann",
        "accountEnabled eq true and displayName ge 'c'                    | cecil dora",
      })
  void aFilterFindsThoseThatPass(String filter, String names) throws Exception {
    assertThat(names("/users?$select=displayName&$filter=" + Api.encoded(filter)))
        .containsExactlyInAnyOrder(names.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "department ne 'Research'            | bob",
        "not(department eq 'Research')       | bob",
        "endsWith(mail, '@mail.contoso.com') and displayName ne 'ann' | bob cecil dora",
      })
  void anAdvancedFilterWantsItsHeaderAndTheCount(String filter, String names) throws Exception {
    String path = "/users?$select=displayName&$filter=" + Api.encoded(filter);

    assertThat(api.get(path).code()).isEqualTo("Request_UnsupportedQuery");
    assertThat(names(path + "&$count=true", "ConsistencyLevel", "eventual"))
        .containsExactlyInAnyOrder(names.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "/users?$filter=displayName eq,BadRequest",
    "/users?$filter=displayName foo 'x',BadRequest",
    "/users?$filter=displayName eq 'x,BadRequest",
    "/users?$select=noSuchProperty,BadRequest",
    "/users?$top=1000,Request_BadRequest",
    "/users?$skip=3,BadRequest",
    "/users?$expand=nothing,BadRequest",
    "/nothing,BadRequest"
  })
  void whatMakesNoSenseIsRefused(String path, String code) throws Exception {
    Api.Reply reply = api.get(path);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(code);
  }

  @Test
  void theCountIsTold() throws Exception {
    Api.Reply reply = api.get("/users?$count=true&$top=1", "ConsistencyLevel", "eventual");
    assertThat(reply.body().path("@odata.count").asInt()).isEqualTo(4);
    assertThat(api.get("/users/$count", "ConsistencyLevel", "eventual").http().body())
        .isEqualTo("4");
    assertThat(api.get("/users/$count").status()).isEqualTo(400);
  }

  @Test
  void searchFindsWordsThatBeginSo() throws Exception {
    String path = "/users?$select=displayName&$search=" + Api.encoded("\"displayName:ce\"");
    assertThat(names(path, "ConsistencyLevel", "eventual")).containsExactly("cecil");
    assertThat(api.get(path).code()).isEqualTo("Request_UnsupportedQuery");
  }

  @Test
  void pagesFollowEachOtherInTheOrderThatWasAsked() throws Exception {
    List<String> names = new ArrayList<>();
    Api.Reply page = api.get("/users?$select=displayName&$orderby=displayName desc&$top=3");
    page.body().path("value").forEach(user -> names.add(user.path("displayName").asString()));
    page = api.get(page.body().path("@odata.nextLink").asString());
    page.body().path("value").forEach(user -> names.add(user.path("displayName").asString()));

    assertThat(names).containsExactly("dora", "cecil", "bob", "ann");
    assertThat(page.body().has("@odata.nextLink")).isFalse();
  }

  @Test
  void managerAndMembersAreExpanded() throws Exception {
    String ann = id("ann");
    String bob = id("bob");
    api.send(
        "PUT",
        "/users/" + ann + "/manager/$ref",
        "{\"@odata.id\": \"" + api.reference(bob) + "\"}");
    String team = api.post("/groups", Api.group("team")).id();
    api.post(
        "/groups/" + team + "/members/$ref", "{\"@odata.id\": \"" + api.reference(ann) + "\"}");

    var user = api.get("/users/" + ann + "?$expand=manager($select=id,displayName)").body();
    assertThat(user.path("manager").path("displayName").asString()).isEqualTo("bob");
    var group = api.get("/groups/" + team + "?$expand=members").body();
    assertThat(group.path("members").path(0).path("id").asString()).isEqualTo(ann);
    assertThat(api.get("/users/" + bob + "/directReports").ids()).containsExactly(ann);
    assertThat(api.get("/users/" + ann + "/memberOf").ids()).containsExactly(team);
    assertThat(api.get("/groups/" + team + "/members/microsoft.graph.group").ids()).isEmpty();
    assertThat(api.get("/users/" + ann + "/manager").id()).isEqualTo(bob);
  }

  @Test
  void manyAreFoundByTheirIds() throws Exception {
    Api.Reply found =
        api.post(
            "/directoryObjects/getByIds?$select=id,onPremisesImmutableId",
            "{\"ids\": [\"%s\", \"nobody\", \"%s\"]}".formatted(id("ann"), id("bob")));

    assertThat(found.ids()).containsExactlyInAnyOrder(id("ann"), id("bob"));
    assertThat(found.value(0).path("@odata.type").asString()).isEqualTo("#microsoft.graph.user");
  }

  private String id(String name) throws Exception {
    return api.get("/users/" + name + "@contoso.com").id();
  }

  private List<String> names(String path, String... headers) throws Exception {
    List<String> names = new ArrayList<>();
    api.get(path, headers)
        .body()
        .path("value")
        .forEach(user -> names.add(user.path("displayName").asString()));
    return names;
  }
}
