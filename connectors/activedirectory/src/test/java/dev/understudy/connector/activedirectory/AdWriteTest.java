// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadScope;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.Partition;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.testkit.server.SambaDc;
import dev.understudy.value.Attributes;
import dev.understudy.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is written to Active Directory beside what every directory takes.
final class AdWriteTest {
  private final SambaDc dc = TestForest.shared();
  private final AdDirectory directory = AdDirectory.on(dc, Map.of("create-parents", "true"));

  @AfterEach
  void close() {
    directory.close();
  }

  @Test
  void theSchemaOfTheDirectoryTellsTheTypes() {
    var schema = directory.connector().schema();
    assertThat(schema.attribute("objectGUID").orElseThrow().type()).isEqualTo(AttributeType.BINARY);
    assertThat(schema.attribute("pwdLastSet").orElseThrow().type()).isEqualTo(AttributeType.NUMBER);
    assertThat(schema.attribute("manager").orElseThrow().type()).isEqualTo(AttributeType.REFERENCE);
    assertThat(schema.attribute("userAccountControl").orElseThrow().type())
        .isEqualTo(AttributeType.NUMBER);
    assertThat(schema.type("user").orElseThrow().attributes())
        .contains("mS-DS-ConsistencyGuid", "proxyAddresses", "sAMAccountName", "memberOf")
        .doesNotContain("tokenGroups");
    assertThat(schema.type("group").orElseThrow().attributes()).contains("member");
    assertThat(schema.attribute("objectSid").orElseThrow().writable()).isFalse();
  }

  @Test
  void aConsistencyGuidIsWrittenAndReadBack() throws Exception {
    directory.makeUsers("CN=ann");
    ImportedChange.Present ann = directory.read("CN=ann");
    Value guid = Value.of(ann.anchor().bytes());
    assertThat(
            directory.write(
                ann, new AttributeChange.Replace("mS-DS-ConsistencyGuid", List.of(guid))))
        .isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(read("CN=ann", "mS-DS-ConsistencyGuid", "objectGUID"))
        .isEqualTo(Map.of("mS-DS-ConsistencyGuid", List.of(guid), "objectGUID", List.of(guid)));
  }

  @Test
  void anAccountIsMadeWithItsPasswordAndEnabled() throws Exception {
    byte[] password = "\"Passw0rd!new\"".getBytes(StandardCharsets.UTF_16LE);
    assertThat(
            directory.add(
                "user",
                "CN=ann,OU=new",
                Attributes.builder()
                    .add("sAMAccountName", "ann" + System.nanoTime() % 1_000_000)
                    .add("unicodePwd", Value.of(password))
                    .add("userAccountControl", Value.of(512))
                    .add("accountExpires", Value.of(133_000_000_000_000_000L))
                    .build()))
        .isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(read("CN=ann,OU=new", "userAccountControl", "accountExpires"))
        .isEqualTo(
            Map.of(
                "userAccountControl", List.of(Value.of(512)),
                "accountExpires", List.of(Value.of(133_000_000_000_000_000L))));
  }

  @Test
  void aPasswordThatThePolicyRefusesSaysSo() throws Exception {
    directory.makeUsers("CN=ann");
    byte[] password = "\"short\"".getBytes(StandardCharsets.UTF_16LE);
    assertRejected(
        directory.write(
            directory.read("CN=ann"),
            new AttributeChange.Replace("unicodePwd", List.of(Value.of(password)))),
        "password-policy-violation",
        "policy");
  }

  @Test
  void aTakenAccountNameIsNoObjectOfThatName() throws Exception {
    String taken = "taken" + System.nanoTime() % 1_000_000;
    Attributes name = Attributes.builder().add("sAMAccountName", taken).build();
    assertThat(directory.add("user", "CN=one", name)).isInstanceOf(ExportOutcome.Accepted.class);
    assertRejected(directory.add("user", "CN=two", name), "constraint-violation", "");
  }

  @Test
  void aMemberThatIsNotThereWaitsForIt() throws Exception {
    directory.makeGroup("CN=all");
    assertThat(
            directory.write(
                directory.read("CN=all"),
                new AttributeChange.Update(
                    "member", List.of(directory.reference("CN=nobody")), List.of())))
        .isInstanceOfSatisfying(
            ExportOutcome.Dependency.class,
            outcome -> assertThat(outcome.error()).isEqualTo("dn-attributes-failure"));
  }

  @Test
  void whatTheDirectoryWritesAloneIsRefusedByName() throws Exception {
    directory.makeUsers("CN=ann");
    ExportOutcome outcome =
        directory.write(
            directory.read("CN=ann"),
            new AttributeChange.Replace("whenCreated", List.of(Value.of("20200101000000.0Z"))));
    assertThat(outcome).isInstanceOf(ExportOutcome.Rejected.class);
  }

  @Test
  void anAccountWithoutRightsIsTold() throws Exception {
    directory.makeUsers("CN=ann");
    String account = "weak" + System.nanoTime() % 1_000_000;
    dc.tool("user", "create", account, "Passw0rd!y");
    Map<String, String> weak =
        Map.of("account", account + "@contoso.local", "password", "Passw0rd!y");
    try (AdDirectory limited = AdDirectory.in(dc, directory.ou(), weak)) {
      assertRejected(
          limited.write(
              limited.read("CN=ann"),
              new AttributeChange.Replace("title", List.of(Value.of("boss")))),
          "permission-issue",
          "");
    }
  }

  @Test
  void aWriteFindsItsObjectWhereverItIsNow() throws Exception {
    directory.makeOu("OU=elsewhere");
    directory.makeUsers("CN=ann");
    ImportedChange.Present ann = directory.read("CN=ann");
    directory.move("CN=ann", directory.dn("CN=anna,OU=elsewhere"));
    directory.makeUsers("CN=ann");

    assertThat(
            directory.write(
                ann, new AttributeChange.Replace("title", List.of(Value.of("the right one")))))
        .isInstanceOf(ExportOutcome.Accepted.class);

    assertThat(directory.read("CN=anna,OU=elsewhere").attributes().get("title"))
        .containsExactly(Value.of("the right one"));
    assertThat(directory.read("CN=ann").attributes().get("title")).isEmpty();
  }

  @Test
  void proxyAddressesChangeValueByValue() throws Exception {
    assertThat(
            directory.add(
                "user",
                "CN=ann",
                Attributes.builder()
                    .add("proxyAddresses", "SMTP:ann@contoso.com", "smtp:a@contoso.com")
                    .build()))
        .isInstanceOf(ExportOutcome.Accepted.class);
    AttributeChange change =
        new AttributeChange.Update(
            "proxyAddresses",
            List.of(Value.of("x500:/o=Cloud/cn=ann")),
            List.of(Value.of("smtp:a@contoso.com")));
    directory.write(directory.read("CN=ann"), change);
    assertThat(directory.write(directory.read("CN=ann"), change))
        .isInstanceOf(ExportOutcome.Accepted.class);

    assertThat(directory.read("CN=ann").attributes().get("proxyAddresses"))
        .containsExactlyInAnyOrder(
            Value.of("SMTP:ann@contoso.com"), Value.of("x500:/o=Cloud/cn=ann"));
  }

  @Test
  void aContainerWithChildrenIsNotDeleted() throws Exception {
    directory.makeOu("OU=full");
    directory.makeUsers("CN=ann,OU=full");
    ImportedChange.Present ou = readOu("OU=full");

    assertThat(directory.export(new ObjectDelta.Delete(ou.anchor(), ou.dn(), "organizationalUnit")))
        .isInstanceOf(ExportOutcome.Rejected.class);
    assertThat(directory.read("CN=ann,OU=full")).isNotNull();
  }

  private ImportedChange.Present readOu(String relative) throws InterruptedException {
    CollectingSink sink = new CollectingSink();
    directory
        .connector()
        .readAll(
            new ReadScope(new Partition(dc.suffix()), Set.of("organizationalUnit"), Set.of("ou")),
            sink);
    return sink.present().stream()
        .filter(object -> object.dn().equals(directory.dn(relative)))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, List<Value>> read(String relative, String... attributes)
      throws InterruptedException {
    CollectingSink sink = new CollectingSink();
    directory
        .connector()
        .readAll(
            new ReadScope(new Partition(dc.suffix()), Set.of("user"), Set.of(attributes)), sink);
    return sink.present().stream()
        .filter(object -> object.dn().equals(directory.dn(relative)))
        .findFirst()
        .orElseThrow()
        .attributes()
        .map();
  }

  private static void assertRejected(ExportOutcome outcome, String error, String hint) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            ExportOutcome.Rejected.class,
            rejected -> {
              assertThat(rejected.error()).isEqualTo(error);
              assertThat(rejected.detail()).contains(hint);
            });
  }
}
