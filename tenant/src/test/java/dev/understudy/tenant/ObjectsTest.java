// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.wire.Json;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Objects are made, refused, changed, put into the bin and brought back as Graph documents it.
final class ObjectsTest {
  private final TestTenant tenant = TestTenant.start();
  private final Api api = new Api(tenant);

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void answersAreOfTheContractOfGraph() throws Exception {
    dev.understudy.testkit.SharedData.path("data/graph-contract/v1.0-Prod.csdl");

    assertThat(api.post("/users", Api.user("ann")).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accountEnabled    | null                      | accountEnabled",
        "displayName       | null                      | displayName",
        "userPrincipalName | \"ann\"                   | userPrincipalName",
        "userPrincipalName | \"ann@other.example\"     | userPrincipalName",
        "userPrincipalName | \"a nn@contoso.com\"      | userPrincipalName",
        "mailNickname      | \"a b\"                   | mailNickname",
        "passwordProfile   | {\"password\": \"simple\"} | password",
      })
  void aUserThatCannotBeIsRefusedWithTheProperty(String property, String value, String target)
      throws Exception {
    var body = Json.read(Api.user("ann"));
    body.set(property, Json.read("{\"v\":" + value + "}").get("v"));

    Api.Reply reply = api.post("/users", Json.text(body));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("Request_BadRequest");
    assertThat(reply.target()).isEqualTo(target);
    assertThat(api.get("/users").ids()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"department\": \"0123456789012345678901234567890123456789012345678901234567890123X\"}",
        "{\"jobTitle\": \"\"}",
        "{\"usageLocation\": \"XX\"}",
        "{\"businessPhones\": [\"1\", \"2\"]}",
        "{\"otherMails\": [\"é@x.example\"]}",
        "{\"onPremisesImmutableId\": \"a$b\"}",
        "{\"onPremisesSamAccountName\": \"ann\"}",
        "{\"proxyAddresses\": [\"SMTP:a@b.example\"]}",
        "{\"noSuchProperty\": \"x\"}",
        "{\"accountEnabled\": \"yes\"}",
        "{\"displayName\": null}",
        "{\"mail\": \"no address\"}",
      })
  void aChangeThatCannotBeIsRefusedAndChangesNothing(String change) throws Exception {
    String id = api.post("/users", Api.user("ann")).id();
    var before = tenant.tenant().find(id).orElseThrow();

    assertThat(api.patch("/users/" + id, change).status()).isEqualTo(400);

    assertThat(tenant.tenant().find(id).orElseThrow()).isEqualTo(before);
  }

  @Test
  void aNullTakesAValueAwayAndAComplexOneIsMerged() throws Exception {
    String id = api.post("/users", Api.user("ann", "\"jobTitle\": \"Engineer\"")).id();
    String attributes = "{\"onPremisesExtensionAttributes\": {\"extensionAttribute%d\": \"%s\"}}";
    api.patch("/users/" + id, attributes.formatted(1, "one"));
    api.patch("/users/" + id, attributes.formatted(2, "two"));
    api.patch("/users/" + id, "{\"jobTitle\": null}");

    var user = api.get("/users/" + id + "?$select=jobTitle,onPremisesExtensionAttributes").body();
    assertThat(user.get("jobTitle").isNull()).isTrue();
    assertThat(user.path("onPremisesExtensionAttributes").path("extensionAttribute1").asString())
        .isEqualTo("one");
    assertThat(user.path("onPremisesExtensionAttributes").path("extensionAttribute2").asString())
        .isEqualTo("two");
  }

  @Test
  void addressesAreUniqueAmongAllTypes() throws Exception {
    api.post("/users", Api.user("ann", "\"mail\": \"team@contoso.onmicrosoft.com\""));

    Api.Reply group =
        api.post(
            "/groups",
            "{\"displayName\": \"team\", \"mailNickname\": \"team\", \"mailEnabled\": true,"
                + "\"securityEnabled\": false, \"groupTypes\": [\"Unified\"]}");

    assertThat(group.status()).isEqualTo(400);
    assertThat(group.target()).isEqualTo("proxyAddresses");
  }

  @Test
  void theMailBecomesThePrimaryAddressAndTheOldOneStays() throws Exception {
    String id = api.post("/users", Api.user("ann", "\"mail\": \"a@contoso.com\"")).id();

    api.patch("/users/" + id, "{\"mail\": \"b@contoso.com\"}");

    assertThat(tenant.tenant().find(id).orElseThrow().texts("proxyAddresses"))
        .containsExactly("SMTP:b@contoso.com", "smtp:a@contoso.com");
  }

  @Test
  void onlySecurityAndUnifiedGroupsCanBeMade() throws Exception {
    assertThat(
            api.post(
                    "/groups",
                    Api.group("list").replace("\"mailEnabled\": false", "\"mailEnabled\": true"))
                .status())
        .isEqualTo(400);
    assertThat(api.post("/groups", Api.group("team")).status()).isEqualTo(201);
  }

  @Test
  void anUpsertMakesAGroupOnceAndThenChangesIt() throws Exception {
    String path = "/groups(uniqueName='a%2Fb=')";
    String prefer = "create-if-missing";

    Api.Reply made = api.patch(path, Api.group("team"), "Prefer", prefer);
    Api.Reply changed = api.patch(path, "{\"description\": \"x\"}", "Prefer", prefer);

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().path("uniqueName").asString()).isEqualTo("a/b=");
    assertThat(changed.status()).isEqualTo(204);
    assertThat(api.get("/groups").ids()).containsExactly(made.id());
    assertThat(api.patch("/groups(uniqueName='other')", Api.group("x")).status()).isEqualTo(404);
  }

  @Test
  void anETagThatIsNoLongerTrueIsRefused() throws Exception {
    String id = api.post("/users", Api.user("ann")).id();
    String etag = api.get("/users/" + id).http().headers().firstValue("ETag").orElseThrow();
    api.patch("/users/" + id, "{\"jobTitle\": \"x\"}", "If-Match", etag);

    assertThat(api.patch("/users/" + id, "{\"jobTitle\": \"y\"}", "If-Match", etag).status())
        .isEqualTo(412);
    String now = api.get("/users/" + id).http().headers().firstValue("ETag").orElseThrow();
    assertThat(api.get("/users/" + id, "If-None-Match", now).status()).isEqualTo(304);
  }

  @Test
  void whatAnotherServiceMastersIsNotChangedHere() throws Exception {
    String id =
        tenant
            .tenant()
            .seed(
                ObjectType.USER,
                Json.read(
                    "{\"displayName\": \"ann\", \"userPrincipalName\": \"ann@contoso.com\","
                        + "\"onPremisesSyncEnabled\": true}"));

    assertThat(api.patch("/users/" + id, "{\"jobTitle\": \"x\"}").body().toString())
        .contains("on-premises mastered Directory Sync objects");
    assertThat(api.delete("/users/" + id).status()).isEqualTo(400);
    assertThat(api.patch("/users/" + id, "{\"usageLocation\": \"DE\"}").status()).isEqualTo(204);
  }

  @Test
  void contactsAndDevicesAreNotMadeByApplications() throws Exception {
    tenant
        .tenant()
        .seed(
            ObjectType.CONTACT,
            Json.read("{\"displayName\": \"Partner\", \"mail\": \"p@fabrikam.com\"}"));

    assertThat(api.post("/contacts", "{\"displayName\": \"x\"}").status()).isEqualTo(403);
    assertThat(api.post("/devices", "{\"displayName\": \"x\"}").status()).isEqualTo(403);
    assertThat(api.get("/contacts").value(0).path("mail").asString()).isEqualTo("p@fabrikam.com");
  }

  @Test
  void aDeletedUserKeepsItsAnchorInTheBinAndFreesItsName() throws Exception {
    String anchor = "\"onPremisesImmutableId\": \"abc==\"";
    String first = api.post("/users", Api.user("ann", anchor)).id();
    assertThat(api.delete("/users/" + first).status()).isEqualTo(204);
    assertThat(api.get("/users/" + first).status()).isEqualTo(404);

    assertThat(
            api.get(
                    "/directory/deletedItems/microsoft.graph.user"
                        + "?$filter=onPremisesImmutableId eq 'abc%3D%3D'")
                .ids())
        .containsExactly(first);
    String second = api.post("/users", Api.user("ann")).id();
    assertThat(api.post("/directory/deletedItems/" + first + "/restore", "{}").target())
        .isEqualTo("userPrincipalName");
    api.delete("/users/" + second);
    assertThat(api.post("/directory/deletedItems/" + first + "/restore", "{}").status())
        .isEqualTo(200);
    assertThat(tenant.tenant().find(first).orElseThrow().text("userPrincipalName"))
        .isEqualTo("ann@contoso.com");
  }

  @Test
  void membershipsComeBackWithTheUser() throws Exception {
    String ann = api.post("/users", Api.user("ann")).id();
    String team = api.post("/groups", Api.group("team", members(ann))).id();
    api.delete("/users/" + ann);
    assertThat(api.get("/groups/" + team + "/members").ids()).isEmpty();

    api.post("/directory/deletedItems/" + ann + "/restore", "{}");

    assertThat(api.get("/groups/" + team + "/members").ids()).containsExactly(ann);
  }

  @Test
  void twentyMembersAreAddedAtATimeAllOrNothing() throws Exception {
    String[] users = new String[21];
    for (int i = 0; i < users.length; i++) {
      users[i] = api.post("/users", Api.user("user" + i)).id();
    }
    String team = api.post("/groups", Api.group("team")).id();

    assertThat(api.patch("/groups/" + team, "{" + members(users) + "}").status()).isEqualTo(400);
    assertThat(api.get("/groups/" + team + "/members").ids()).isEmpty();
    assertThat(api.patch("/groups/" + team, "{" + members(users[0], users[1]) + "}").status())
        .isEqualTo(204);
    assertThat(api.patch("/groups/" + team, "{" + members(users[2], users[1]) + "}").status())
        .isEqualTo(400);
    assertThat(api.get("/groups/" + team + "/members").ids())
        .containsExactlyInAnyOrder(users[0], users[1]);
    assertThat(api.delete("/groups/" + team + "/members/" + users[0] + "/$ref").status())
        .isEqualTo(204);
    assertThat(api.delete("/groups/" + team + "/members/" + users[0] + "/$ref").status())
        .isEqualTo(404);
  }

  private String members(String... ids) throws IOException {
    StringBuilder list = new StringBuilder("\"members@odata.bind\": [");
    for (int i = 0; i < ids.length; i++) {
      list.append(i == 0 ? "" : ", ").append('"').append(api.reference(ids[i])).append('"');
    }
    return list.append(']').toString();
  }
}
