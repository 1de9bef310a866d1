// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class InMemoryDirectoryTest {
  private final InMemoryDirectory directory = InMemoryConnectorContractTest.directory(true);

  @Test
  void anObjectNeedsItsParent() {
    assertThat(add("user", "cn=ann,ou=people,dc=example,dc=com"))
        .isInstanceOfSatisfying(
            ExportOutcome.Dependency.class,
            outcome -> assertThat(outcome.error()).isEqualTo("non-existent-parent"));
    add("organizationalUnit", "ou=people,dc=example,dc=com");
    assertThat(add("user", "cn=ann,ou=people,dc=example,dc=com"))
        .isInstanceOf(ExportOutcome.Accepted.class);
  }

  @Test
  void aContainerTakesWhatIsBelowWithItAndReferencesFollow() {
    add("organizationalUnit", "ou=people,dc=example,dc=com");
    add("user", "cn=ann,ou=people,dc=example,dc=com");
    addGroup("cn=ann,ou=people,dc=example,dc=com");
    StoredObject unit = get("ou=people,dc=example,dc=com");

    directory.apply(
        new ObjectDelta.Modify(
            unit.anchor(),
            unit.dn(),
            Dn.of("ou=staff,dc=example,dc=com"),
            unit.objectType(),
            List.of()));

    assertThat(get("cn=all,dc=example,dc=com").attributes().get("member"))
        .containsExactly(Value.of(Dn.of("cn=ann,ou=staff,dc=example,dc=com")));
    assertThat(directory.find(Dn.of("cn=ann,ou=people,dc=example,dc=com"))).isEmpty();
  }

  @Test
  void aDeletedObjectLeavesNoReferenceAndAFullContainerStays() {
    add("organizationalUnit", "ou=people,dc=example,dc=com");
    add("user", "cn=ann,ou=people,dc=example,dc=com");
    addGroup("cn=ann,ou=people,dc=example,dc=com");

    assertThat(delete("ou=people,dc=example,dc=com")).isInstanceOf(ExportOutcome.Rejected.class);
    assertThat(delete("cn=ann,ou=people,dc=example,dc=com"))
        .isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(get("cn=all,dc=example,dc=com").attributes().names()).doesNotContain("member");
  }

  @Test
  void aReferenceToNothingWaitsForItsTarget() {
    assertThat(addGroup("cn=nobody,dc=example,dc=com"))
        .isInstanceOfSatisfying(
            ExportOutcome.Dependency.class,
            outcome -> assertThat(outcome.error()).isEqualTo("dn-attributes-failure"));
  }

  @Test
  void valuesOfAnotherTypeAndTooManyAreRefused() {
    add("user", "cn=ann,dc=example,dc=com");
    StoredObject ann = get("cn=ann,dc=example,dc=com");

    assertThat(error(ann, new AttributeChange.Replace("level", List.of(Value.of("high")))))
        .isEqualTo("syntax-violation");
    assertThat(
            error(ann, new AttributeChange.Replace("title", List.of(Value.of("a"), Value.of("b")))))
        .isEqualTo("constraint-violation");
    assertThat(error(ann, new AttributeChange.Replace("cn", List.of())))
        .isEqualTo("missing-provisioning-attribute");
  }

  @Test
  void oneChangeIsReportedHoweverOftenItHappenedAndAForgottenOneAsksForAFullRead()
      throws Exception {
    InMemoryConnector connector = new InMemoryConnector(directory);
    ReadScope scope =
        new ReadScope(
            connector.partitions().getFirst(),
            connector.schema().types().keySet(),
            connector.schema().attributes().keySet());
    var start =
        Objects.requireNonNull(
            ((ReadEnd.Complete) connector.readAll(scope, new CollectingSink())).next());
    add("user", "cn=ann,dc=example,dc=com");
    StoredObject ann = get("cn=ann,dc=example,dc=com");
    for (int i = 0; i < 5; i++) {
      change(ann, new AttributeChange.Replace("title", List.of(Value.of("t" + i))));
    }

    CollectingSink sink = new CollectingSink();
    connector.readChanges(scope, start, sink);

    assertThat(sink.present()).hasSize(1);
    assertThat(sink.present())
        .extracting(ImportedChange.Present::dn)
        .containsExactly(Dn.of("cn=ann,dc=example,dc=com"));
    directory.forgetChanges();
    assertThat(connector.readChanges(scope, start, sink))
        .isInstanceOf(ReadEnd.FullReadRequired.class);
  }

  private ExportOutcome add(String type, String dn) {
    Dn name = Dn.of(dn);
    Attributes attributes =
        type.equals("user")
            ? Attributes.builder().add("cn", name.rdnParts().getFirst().value()).build()
            : Attributes.EMPTY;
    return directory.apply(new ObjectDelta.Add(name, type, attributes));
  }

  private ExportOutcome addGroup(String member) {
    return directory.apply(
        new ObjectDelta.Add(
            Dn.of("cn=all,dc=example,dc=com"),
            "group",
            Attributes.builder().add("member", Value.of(Dn.of(member))).build()));
  }

  private ExportOutcome delete(String dn) {
    StoredObject object = get(dn);
    return directory.apply(
        new ObjectDelta.Delete(object.anchor(), object.dn(), object.objectType()));
  }

  private ExportOutcome change(StoredObject object, AttributeChange change) {
    return directory.apply(
        new ObjectDelta.Modify(
            object.anchor(), object.dn(), null, object.objectType(), List.of(change)));
  }

  private String error(StoredObject object, AttributeChange change) {
    return ((ExportOutcome.Rejected) change(object, change)).error();
  }

  private StoredObject get(String dn) {
    return directory.find(Dn.of(dn)).orElseThrow();
  }
}
