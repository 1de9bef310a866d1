// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportedChange;
import dev.understudy.schema.Container;
import dev.understudy.schema.Partition;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.testkit.server.Slapd;
import dev.understudy.testkit.server.SlapdOptions;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LdapWriteTest {
  private final Slapd slapd = Slapd.prepare(SlapdOptions.of("dc=example,dc=com"));
  private final TestDirectory directory =
      TestDirectory.on(
          slapd,
          Map.of(
              "create-parents", "true",
              "empty-group-member", "cn=nobody",
              "call-timeout", "2s"));

  @BeforeEach
  void start() {
    slapd.start();
  }

  @AfterEach
  void stop() {
    directory.close();
    slapd.close();
  }

  @Test
  void missingContainersAreCreatedWhenConfigurationSaysSo() throws Exception {
    assertThat(directory.addUser("cn=ann,ou=sales,ou=people"))
        .isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(directory.read("ou=sales,ou=people").objectType()).isEqualTo("ou");
    try (TestDirectory strict = TestDirectory.on(slapd, Map.of())) {
      assertThat(strict.addUser("cn=bob,ou=nowhere"))
          .isInstanceOfSatisfying(
              ExportOutcome.Dependency.class,
              outcome -> assertThat(outcome.error()).isEqualTo("non-existent-parent"));
    }
  }

  @Test
  void containersAreListedLevelByLevel() throws Exception {
    directory.addUser("cn=ann,ou=sales,ou=people");
    Partition partition = directory.connector().partitions().getFirst();

    List<Container> top = directory.connector().containers(partition, null);
    assertThat(top).extracting(Container::dn).containsExactly(directory.dn("ou=people"));
    assertThat(directory.connector().containers(partition, top.getFirst()))
        .extracting(Container::dn)
        .containsExactly(directory.dn("ou=sales,ou=people"));
  }

  @Test
  void anObjectIsRenamedAndMovedAtOnceAndChangedOnTheWay() throws Exception {
    directory.addUser("cn=ann,ou=a");
    ImportedChange.Present before = directory.read("cn=ann,ou=a");

    assertThat(directory.rename(before, "cn=anna,ou=b")).isInstanceOf(ExportOutcome.Accepted.class);

    ImportedChange.Present after = directory.read("cn=anna,ou=b");
    assertThat(after.anchor()).isEqualTo(before.anchor());
    assertThat(after.attributes().get("cn")).containsExactly(Value.of("anna"));
    assertThat(directory.rename(after, "cn=ANNA,ou=b")).isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(directory.read("cn=anna,ou=b").dn().text()).startsWith("cn=ANNA");
  }

  @Test
  void aGroupMayBeEmptyWhereTheSchemaDemandsAMember() throws Exception {
    directory.addUser("cn=ann");
    assertThat(directory.add("group", "cn=all", Attributes.builder().add("cn", "all").build()))
        .isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(directory.read("cn=all").attributes().names()).doesNotContain("member");
    Value ann = Value.of(directory.dn("cn=ann"));

    directory.change(
        directory.read("cn=all"), new AttributeChange.Update("member", List.of(ann), List.of()));
    assertThat(directory.read("cn=all").attributes().get("member")).containsExactly(ann);
    // Nor does the placeholder stay beside a real member, which only this connector would not see.
    try (TestDirectory strict = TestDirectory.on(slapd, Map.of())) {
      assertThat(strict.read("cn=all").attributes().get("member")).containsExactly(ann);
    }

    assertThat(
            directory.change(
                directory.read("cn=all"),
                new AttributeChange.Update("member", List.of(), List.of(ann))))
        .isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(directory.read("cn=all").attributes().names()).doesNotContain("member");
    assertThat(
            directory.change(
                directory.read("cn=all"), new AttributeChange.Replace("member", List.of())))
        .isInstanceOf(ExportOutcome.Accepted.class);
  }

  @Test
  void aGroupOfTenThousandIsWrittenReadAndChangedByOneValue() throws Exception {
    List<Value> members = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      members.add(Value.of(directory.dn("cn=user" + i + ",ou=people")));
    }
    assertThat(
            directory.add(
                "group",
                "cn=big",
                Attributes.builder().add("cn", "big").add("member", members).build()))
        .isInstanceOf(ExportOutcome.Accepted.class);
    ImportedChange.Present big = directory.read("cn=big");
    assertThat(big.attributes().get("member")).hasSize(10_000);

    Dn newcomer = directory.dn("cn=newcomer,ou=people");
    directory.change(
        big,
        new AttributeChange.Update("member", List.of(Value.of(newcomer)), members.subList(0, 1)));

    assertThat(directory.read("cn=big").attributes().get("member"))
        .hasSize(10_000)
        .contains(Value.of(newcomer))
        .doesNotContain(members.getFirst());
  }

  @Test
  void aNameThatBelongsToAnotherObjectByNowIsNotTouched() throws Exception {
    directory.addUser("cn=ann");
    ImportedChange.Present first = directory.read("cn=ann");
    directory.delete(first);
    directory.addUser("cn=ann");

    assertThat(directory.delete(first)).isInstanceOf(ExportOutcome.Missing.class);
    assertThat(
            directory.change(
                first, new AttributeChange.Replace("title", List.of(Value.of("wrong")))))
        .isInstanceOf(ExportOutcome.Missing.class);
    assertThat(directory.read("cn=ann").attributes().names()).doesNotContain("title");
  }

  @Test
  void anObjectThatWasRenamedMeanwhileIsFoundByItsAnchor() throws Exception {
    directory.addUser("cn=ann");
    ImportedChange.Present known = directory.read("cn=ann");
    directory.rename(known, "cn=anna");

    assertThat(
            directory.change(
                known, new AttributeChange.Replace("title", List.of(Value.of("Boss")))))
        .isInstanceOfSatisfying(
            ExportOutcome.Accepted.class,
            outcome -> assertThat(outcome.dn()).isEqualTo(directory.dn("cn=anna")));
    assertThat(directory.read("cn=anna").attributes().get("title"))
        .containsExactly(Value.of("Boss"));
    assertThat(directory.delete(known)).isInstanceOf(ExportOutcome.Accepted.class);
  }

  @Test
  void refusalsHaveTheNamesOfTheSpecification() throws Exception {
    assertThat(error(directory.add("user", "cn=a", Attributes.builder().add("cn", "a").build())))
        .isEqualTo("missing-provisioning-attribute");
    assertThat(
            error(
                directory.add(
                    "user",
                    "cn=a",
                    Attributes.builder().add("cn", "a").add("sn", "a").add("member", "x").build())))
        .isEqualTo("syntax-violation");
    directory.addUser("cn=a");
    assertThat(
            error(
                directory.change(
                    directory.read("cn=a"),
                    new AttributeChange.Replace("cn", List.of(Value.of("b"))))))
        .isEqualTo("modify-naming-attribute");
    directory.addUser("cn=below,ou=unit");
    assertThat(error(directory.delete(directory.read("ou=unit")))).isEqualTo("cd-error");
    try (TestDirectory anonymous = TestDirectory.on(slapd, Map.of("bind-dn", "", "password", ""))) {
      assertThat(error(anonymous.addUser("cn=c"))).isEqualTo("permission-issue");
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsBusyForAWriteAndAFailureForARead() throws Exception {
    directory.addUser("cn=ann");
    slapd.pause();
    try {
      Assertions.assertTimeout(
          Duration.ofSeconds(20),
          () -> {
            assertThat(directory.addUser("cn=bob")).isInstanceOf(ExportOutcome.Busy.class);
            assertThatThrownBy(() -> directory.readAll(new CollectingSink()))
                .isInstanceOf(ConnectorException.class);
          });
    } finally {
      slapd.resume();
    }
    assertThat(directory.addUser("cn=bob")).isInstanceOf(ExportOutcome.Accepted.class);
  }

  @Test
  void aServerThatCameBackIsUsedAgain() throws Exception {
    directory.addUser("cn=ann");
    slapd.stop();
    assertThatThrownBy(() -> directory.addUser("cn=bob")).isInstanceOf(ConnectorException.class);
    slapd.start();

    assertThat(directory.addUser("cn=bob")).isInstanceOf(ExportOutcome.Accepted.class);
  }

  private static String error(ExportOutcome outcome) {
    assertThat(outcome).isInstanceOf(ExportOutcome.Rejected.class);
    return ((ExportOutcome.Rejected) outcome).error();
  }
}
