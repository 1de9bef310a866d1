// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The shipped rules AD → SCIM, from a forest into a service; what is there is asked of the
/// service.
final class ShippedRulesTest {
  private final SdkServer server = new SdkServer(SdkServer.Abilities.ALL);
  private final ScimConnector reader = ScimTestNames.connector(server.url(), Map.of());
  private final ForestToService lab =
      new ForestToService(ScimTestNames.connector(server.url(), Map.of()));

  @AfterEach
  void stop() {
    lab.close();
    reader.close();
    server.close();
  }

  @Test
  void peopleAndGroupsArriveWithWhatTheyHave() throws Exception {
    company();

    assertThat(lab.cycle()).isEmpty();

    Attributes ann = user("ann");
    assertThat(ann.get("userName")).containsExactly(Value.of("ann@corp.test"));
    assertThat(ann.get("active")).containsExactly(Value.of(true));
    assertThat(ann.get("displayName")).containsExactly(Value.of("Ann Lee"));
    assertThat(ann.get("name.givenName")).containsExactly(Value.of("Ann"));
    assertThat(ann.get("name.familyName")).containsExactly(Value.of("Lee"));
    assertThat(ann.get("emails.work")).containsExactly(Value.of("ann@example.com"));
    assertThat(ann.get("phoneNumbers.mobile")).containsExactly(Value.of("+49 170 1"));
    assertThat(ann.get("addresses.work.locality")).containsExactly(Value.of("Köln"));
    assertThat(ann.get("department")).containsExactly(Value.of("Research"));
    assertThat(ann.get("manager")).containsExactly(reference("boss"));
    assertThat(user("off").get("active")).containsExactly(Value.of(false));
    assertThat(read("staff").attributes().get("members"))
        .containsExactlyInAnyOrder(reference("ann"), reference("boss"), reference("team"));
    assertThat(present()).hasSize(5);
  }

  @Test
  void aSecondCycleWritesNothing() throws Exception {
    company();
    lab.cycle();
    lab.cycle();
    int before = writes();

    assertThat(lab.cycle()).isEmpty();

    assertThat(writes()).isEqualTo(before);
  }

  @Test
  void changesFollowAndLeaversGo() throws Exception {
    company();
    lab.cycle();
    lab.change(
        "ann",
        new AttributeChange.Replace("department", List.of(Value.of("Sales"))),
        new AttributeChange.Replace("mobile", List.of()),
        new AttributeChange.Replace("userAccountControl", List.of(Value.of(514))));
    lab.change(
        "staff",
        new AttributeChange.Update(
            "member",
            List.of(Value.of(ForestToService.dn("off"))),
            List.of(Value.of(ForestToService.dn("ann")))));
    lab.delete("boss");
    lab.addUser("new", Attributes.builder().add("userPrincipalName", "new@corp.test"));

    assertThat(lab.cycle()).isEmpty();

    Attributes ann = user("ann");
    assertThat(ann.get("department")).containsExactly(Value.of("Sales"));
    assertThat(ann.get("active")).containsExactly(Value.of(false));
    assertThat(ann.names()).doesNotContain("phoneNumbers.mobile", "manager");
    assertThat(read("staff").attributes().get("members"))
        .containsExactlyInAnyOrder(reference("off"), reference("team"));
    assertThat(present())
        .extracting(ImportedChange.Present::dn)
        .contains(name("new"))
        .doesNotContain(name("boss"));
  }

  @Test
  void whoeverIsThereAlreadyIsFoundAndNotDoubled() throws Exception {
    reader.export(
        List.of(
            new ObjectDelta.Add(
                name("ann"),
                "User",
                Attributes.builder()
                    .add("userName", "ann@corp.test")
                    .add("nickName", "known before")
                    .build())));
    company();

    assertThat(lab.cycle()).isEmpty();

    assertThat(user("ann").get("nickName")).containsExactly(Value.of("known before"));
    assertThat(user("ann").get("department")).containsExactly(Value.of("Research"));
    assertThat(present()).hasSize(5);
  }

  private void company() {
    lab.addUser("boss", Attributes.builder().add("userPrincipalName", "boss@corp.test"));
    lab.addUser(
        "ann",
        Attributes.builder()
            .add("userPrincipalName", "ann@corp.test")
            .add("displayName", "Ann Lee")
            .add("givenName", "Ann")
            .add("sn", "Lee")
            .add("mail", "ann@example.com")
            .add("mobile", "+49 170 1")
            .add("l", "Köln")
            .add("department", "Research")
            .add("manager", Value.of(ForestToService.dn("boss"))));
    lab.addUser(
        "off",
        Attributes.builder()
            .add("userPrincipalName", "off@corp.test")
            .add("userAccountControl", Value.of(514)));
    lab.addUser("krbtgt", Attributes.builder().add("isCriticalSystemObject", Value.of(true)));
    lab.addGroup("team");
    lab.addGroup("staff", "ann", "boss", "team", "krbtgt");
  }

  private int writes() {
    return (int) server.requests().stream().filter(request -> !request.startsWith("GET")).count();
  }

  private Attributes user(String name) throws InterruptedException {
    return read(name).attributes();
  }

  private ImportedChange.Present read(String name) throws InterruptedException {
    return present().stream()
        .filter(object -> object.dn().equals(name(name)))
        .findFirst()
        .orElseThrow();
  }

  private List<ImportedChange.Present> present() throws InterruptedException {
    CollectingSink sink = new CollectingSink();
    assertThat(reader.readAll(ScimTestNames.everything(reader), sink))
        .isInstanceOf(ReadEnd.Complete.class);
    return sink.present();
  }

  private static Dn name(String name) {
    return Dn.flat(ForestToService.externalId(name));
  }

  private static Value reference(String name) {
    return Value.of(name(name));
  }
}
