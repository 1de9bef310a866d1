// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.Watermark;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What synchronization does with users and groups, against one service.
abstract class ScimServiceTest {
  private static final int MANY = 260;

  private ScimConnector connector = connect("http://127.0.0.1:1", Map.of());

  static ScimConnector connect(String url, Map<String, String> more) {
    return ScimTestNames.connector(url, more);
  }

  /// Uses this connector from now on.
  final void use(ScimConnector opened) {
    connector = opened;
  }

  final ScimConnector connector() {
    return connector;
  }

  @AfterEach
  final void closeConnector() {
    connector.close();
  }

  @Test
  void aPersonIsWrittenAndReadAttributeByAttribute() throws Exception {
    export(add("User", "boss", Attributes.builder().add("userName", "boss")));
    export(
        add(
            "User",
            "ann",
            Attributes.builder()
                .add("userName", "ann@example.com")
                .add("name.givenName", "Ann")
                .add("name.familyName", "Öther")
                .add("active", Value.of(true))
                .add("emails.work", "ann@work.example")
                .add("emails.home", "ann@home.example")
                .add("phoneNumbers.mobile", "+49 1")
                .add("addresses.work.locality", "Köln")
                .add("addresses.work.country", "DE")
                .add("department", "Research")
                .add("employeeNumber", "0042")
                .add("manager", reference("boss"))));

    Attributes ann = read("ann").attributes();

    assertThat(ann.get("externalId")).containsExactly(Value.of("ann"));
    assertThat(ann.get("userName")).containsExactly(Value.of("ann@example.com"));
    assertThat(ann.get("name.givenName")).containsExactly(Value.of("Ann"));
    assertThat(ann.get("name.familyName")).containsExactly(Value.of("Öther"));
    assertThat(ann.get("active")).containsExactly(Value.of(true));
    assertThat(ann.get("emails.work")).containsExactly(Value.of("ann@work.example"));
    assertThat(ann.get("emails.home")).containsExactly(Value.of("ann@home.example"));
    assertThat(ann.get("emails")).hasSize(2);
    assertThat(ann.get("phoneNumbers.mobile")).containsExactly(Value.of("+49 1"));
    assertThat(ann.get("addresses.work.locality")).containsExactly(Value.of("Köln"));
    assertThat(ann.get("addresses.work.country")).containsExactly(Value.of("DE"));
    assertThat(ann.get("department")).containsExactly(Value.of("Research"));
    assertThat(ann.get("employeeNumber")).containsExactly(Value.of("0042"));
    assertThat(ann.get("manager")).containsExactly(reference("boss"));
  }

  @Test
  void whatIsChangedLeavesWhatIsBesideIt() throws Exception {
    export(add("User", "boss", Attributes.builder().add("userName", "boss")));
    export(
        add(
            "User",
            "ann",
            Attributes.builder()
                .add("userName", "ann")
                .add("name.givenName", "Ann")
                .add("name.familyName", "Lee")
                .add("emails.work", "old@work.example")
                .add("emails.home", "ann@home.example")
                .add("department", "Research")
                .add("costCenter", "7")));

    export(
        modify(
            "ann",
            replace("name.familyName", "Ray"),
            replace("name.givenName"),
            replace("emails.work", "new@work.example"),
            replace("department"),
            new AttributeChange.Replace("manager", List.of(reference("boss"))),
            replace("title", "Chief")));

    Attributes ann = read("ann").attributes();
    assertThat(ann.get("name.familyName")).containsExactly(Value.of("Ray"));
    assertThat(ann.names()).doesNotContain("name.givenName", "department");
    assertThat(ann.get("emails.work")).containsExactly(Value.of("new@work.example"));
    assertThat(ann.get("emails.home")).containsExactly(Value.of("ann@home.example"));
    assertThat(ann.get("costCenter")).containsExactly(Value.of("7"));
    assertThat(ann.get("manager")).containsExactly(reference("boss"));
    assertThat(ann.get("title")).containsExactly(Value.of("Chief"));

    export(
        modify(
            "ann",
            replace("emails.home"),
            replace("costCenter"),
            new AttributeChange.Replace("manager", List.of())));
    Attributes after = read("ann").attributes();
    assertThat(after.names()).doesNotContain("emails.home", "costCenter", "manager");
    assertThat(after.get("emails")).containsExactly(Value.of("new@work.example"));
  }

  @Test
  void membersComeAndGoOneByOne() throws Exception {
    List<ObjectDelta> users = new ArrayList<>();
    List<Value> members = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      users.add(add("User", "u" + i, Attributes.builder().add("userName", "user" + i)));
      members.add(reference("u" + i));
    }
    assertThat(connector.export(users)).allMatch(ExportOutcome.Accepted.class::isInstance);
    export(
        add(
            "Group",
            "all",
            Attributes.builder()
                .add("displayName", "All")
                .add("members", members.subList(0, MANY - 60))));
    AttributeChange.Update change =
        new AttributeChange.Update(
            "members", members.subList(MANY - 60, MANY), members.subList(0, 130));

    export(modify("all", change));
    export(modify("all", change));

    assertThat(read("all").attributes().get("members"))
        .containsExactlyInAnyOrderElementsOf(members.subList(130, MANY));
    export(modify("all", replace("displayName", "Everybody")));
    assertThat(read("all").attributes().get("displayName")).containsExactly(Value.of("Everybody"));
    assertThat(read("all").attributes().get("members")).hasSize(MANY - 130);
  }

  @Test
  void aMemberWhoIsNotThereIsWaitedFor() throws Exception {
    ExportOutcome outcome =
        write(
            add(
                "Group",
                "all",
                Attributes.builder()
                    .add("displayName", "All")
                    .add("members", reference("nobody"))));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ExportOutcome.Dependency.class,
            dependency -> assertThat(dependency.detail()).contains("nobody"));
    assertThat(present()).isEmpty();
  }

  @Test
  void anAnswerThatGotLostLeadsToNoDouble() throws Exception {
    ObjectDelta group = add("Group", "all", Attributes.builder().add("displayName", "All"));

    Anchor first = export(group).anchor();
    Anchor second = export(group).anchor();

    assertThat(second).isNotNull().isEqualTo(first);
    assertThat(present()).hasSize(1);
    assertThat(write(add("Group", "all", Attributes.builder().add("displayName", "Another"))))
        .isInstanceOf(ExportOutcome.Exists.class);
  }

  @Test
  void somebodyElsesNameIsSaidToBeThere() throws Exception {
    export(add("User", "ann", Attributes.builder().add("userName", "ann")));

    assertThat(write(add("User", "other", Attributes.builder().add("userName", "ann"))))
        .isInstanceOf(ExportOutcome.Exists.class);
  }

  @Test
  void manyAreCreatedAndDeleted() throws Exception {
    List<ObjectDelta> adds = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      adds.add(add("User", "u" + i, Attributes.builder().add("userName", "user" + i)));
    }
    List<ExportOutcome> created = connector.export(adds);
    assertThat(created).hasSize(120).allMatch(ExportOutcome.Accepted.class::isInstance);
    assertThat(present()).hasSize(120);

    List<ObjectDelta> deletes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Anchor anchor = Objects.requireNonNull(((ExportOutcome.Accepted) created.get(i)).anchor());
      deletes.add(new ObjectDelta.Delete(anchor, Dn.flat("u" + i), "User"));
    }
    assertThat(connector.export(deletes)).allMatch(ExportOutcome.Accepted.class::isInstance);
    assertThat(connector.export(deletes)).allMatch(ExportOutcome.Missing.class::isInstance);
    assertThat(present()).hasSize(20);
  }

  @Test
  void changesAreFoundByTheirTimeAndDeletesAskForAFullRead() throws Exception {
    export(add("User", "ann", Attributes.builder().add("userName", "ann")));
    export(add("User", "bob", Attributes.builder().add("userName", "bob")));
    Watermark since = Objects.requireNonNull(watermark());
    export(add("User", "cid", Attributes.builder().add("userName", "cid")));
    export(modify("ann", replace("title", "Chief")));

    CollectingSink sink = new CollectingSink();
    ReadEnd end = connector.readChanges(ScimTestNames.everything(connector), since, sink);

    assertThat(end).isInstanceOf(ReadEnd.Complete.class);
    assertThat(sink.present())
        .extracting(ImportedChange.Present::dn)
        .contains(Dn.flat("ann"), Dn.flat("cid"));
    Watermark then = Objects.requireNonNull(((ReadEnd.Complete) end).next());
    ImportedChange.Present bob = read("bob");
    export(new ObjectDelta.Delete(bob.anchor(), bob.dn(), "User"));
    CollectingSink nothing = new CollectingSink();
    assertThat(connector.readChanges(ScimTestNames.everything(connector), then, nothing))
        .isInstanceOf(ReadEnd.FullReadRequired.class);
    assertThat(nothing.changes()).isEmpty();
  }

  private @org.jspecify.annotations.Nullable Watermark watermark() throws InterruptedException {
    ReadEnd end = connector.readAll(ScimTestNames.everything(connector), new CollectingSink());
    return ((ReadEnd.Complete) end).next();
  }

  final List<ImportedChange.Present> present() throws InterruptedException {
    CollectingSink sink = new CollectingSink();
    assertThat(connector.readAll(ScimTestNames.everything(connector), sink))
        .isInstanceOf(ReadEnd.Complete.class);
    assertThat(sink.errors()).isEmpty();
    return sink.present();
  }

  final ImportedChange.Present read(String name) throws InterruptedException {
    return present().stream()
        .filter(object -> object.dn().equals(Dn.flat(name)))
        .findFirst()
        .orElseThrow();
  }

  final ExportOutcome write(ObjectDelta delta) throws InterruptedException {
    return connector.export(List.of(delta)).getFirst();
  }

  final ExportOutcome.Accepted export(ObjectDelta delta) throws InterruptedException {
    ExportOutcome outcome = write(delta);
    assertThat(outcome).isInstanceOf(ExportOutcome.Accepted.class);
    return (ExportOutcome.Accepted) outcome;
  }

  static ObjectDelta add(String type, String name, Attributes.Builder attributes) {
    return new ObjectDelta.Add(Dn.flat(name), type, attributes.build());
  }

  final ObjectDelta modify(String name, AttributeChange... changes) throws InterruptedException {
    ImportedChange.Present now = read(name);
    return new ObjectDelta.Modify(now.anchor(), now.dn(), null, now.objectType(), List.of(changes));
  }

  static AttributeChange replace(String name, String... texts) {
    List<Value> values = new ArrayList<>();
    for (String text : texts) {
      values.add(Value.of(text));
    }
    return new AttributeChange.Replace(name, values);
  }

  static Value reference(String name) {
    return Value.of(Dn.flat(name));
  }
}
