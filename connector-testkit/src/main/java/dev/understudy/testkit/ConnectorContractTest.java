// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The contract of `connector-api`, as tests. Every connector has a test class that extends this
/// one and opens it on an empty directory; what its directory cannot do is left out by the hooks.
public abstract class ConnectorContractTest extends ReadContract {
  @Test
  void whatIsAddedIsReadWithTheAnchorThatWasTold() throws Exception {
    ExportOutcome outcome = export(addPerson("ann"));

    assertThat(outcome).isInstanceOf(ExportOutcome.Accepted.class);
    ImportedChange.Present ann = read(dn("ann"));
    assertThat(ann.objectType()).isEqualTo(names().person());
    assertThat(ann.attributes().get(names().name())).containsExactly(Value.of("ann"));
    Anchor told = ((ExportOutcome.Accepted) outcome).anchor();
    if (told != null) {
      assertThat(told).isEqualTo(ann.anchor());
    }
  }

  @Test
  void everyDeltaHasItsOutcomeInOrderAndABadOneHarmsNoOther() throws Exception {
    ObjectDelta bad =
        new ObjectDelta.Add(
            dn("bad"), names().person(), person("bad").add("noSuchAttribute", "x").build());
    List<ExportOutcome> outcomes =
        target().export(List.of(addPerson("first"), bad, addPerson("last")));

    assertThat(outcomes).hasSize(3);
    assertThat(outcomes.get(0)).isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(outcomes.get(1)).isInstanceOf(ExportOutcome.Rejected.class);
    assertThat(outcomes.get(2)).isInstanceOf(ExportOutcome.Accepted.class);
    assertThat(readAll())
        .extracting(ImportedChange.Present::dn)
        .containsExactlyInAnyOrder(dn("first"), dn("last"));
  }

  @Test
  void anUnknownTypeIsRefused() throws Exception {
    assertThat(export(new ObjectDelta.Add(dn("ann"), "no-such-type", person("ann").build())))
        .isInstanceOf(ExportOutcome.Rejected.class);
    assertThat(readAll()).isEmpty();
  }

  @Test
  void anAddThatIsSentAgainIsAccepted() throws Exception {
    exportAccepted(addPerson("ann"));
    exportAccepted(addPerson("ann"));

    assertThat(readAll()).hasSize(1);
  }

  @Test
  void anAddOntoAnotherObjectIsRefusedAndChangesNothing() throws Exception {
    exportAccepted(addPerson("ann"));
    Attributes other = person("ann").add(names().attributes().text(), "not what is there").build();

    assertThat(export(new ObjectDelta.Add(dn("ann"), names().person(), other)))
        .isInstanceOf(ExportOutcome.Exists.class);
    assertThat(read(dn("ann")).attributes().get(names().attributes().text())).isEmpty();
  }

  @Test
  void valuesAreAddedAndRemovedOneByOneAndAgain() throws Exception {
    String texts = given(names().attributes().texts(), "multi-valued");
    exportAccepted(
        new ObjectDelta.Add(
            dn("ann"), names().person(), person("ann").add(texts, "a", "b", "c").build()));
    ObjectDelta.Modify change =
        modify(read(dn("ann")), new AttributeChange.Update(texts, texts("d"), texts("a", "x")));

    exportAccepted(change);
    exportAccepted(change);

    assertThat(read(dn("ann")).attributes().get(texts))
        .containsExactlyInAnyOrderElementsOf(texts("b", "c", "d"));
  }

  @Test
  void aReplaceSetsWhatItSaysAndNoValueRemovesTheAttribute() throws Exception {
    String text = names().attributes().text();
    exportAccepted(addPerson("ann"));
    ImportedChange.Present ann = read(dn("ann"));

    exportAccepted(modify(ann, new AttributeChange.Replace(text, texts("one"))));
    assertThat(read(dn("ann")).attributes().get(text)).containsExactly(Value.of("one"));
    exportAccepted(modify(ann, new AttributeChange.Replace(text, texts("two"))));
    assertThat(read(dn("ann")).attributes().get(text)).containsExactly(Value.of("two"));
    exportAccepted(modify(ann, new AttributeChange.Replace(text, List.of())));
    exportAccepted(modify(ann, new AttributeChange.Replace(text, List.of())));
    assertThat(read(dn("ann")).attributes().names()).doesNotContain(text);
    assertThat(read(dn("ann")).attributes().get(names().name())).hasSize(1);
  }

  @Test
  void aDeleteRemovesAndMayBeSentAgain() throws Exception {
    exportAccepted(addPerson("ann"));
    exportAccepted(addPerson("bob"));
    ImportedChange.Present ann = read(dn("ann"));

    exportAccepted(delete(ann));

    assertThat(export(delete(ann)))
        .isInstanceOfAny(ExportOutcome.Missing.class, ExportOutcome.Accepted.class);
    assertThat(readAll()).extracting(ImportedChange.Present::dn).containsExactly(dn("bob"));
  }

  @Test
  void aChangeOfAMissingObjectSaysSo() throws Exception {
    exportAccepted(addPerson("ann"));
    ImportedChange.Present ann = read(dn("ann"));
    exportAccepted(delete(ann));

    assertThat(
            export(
                modify(ann, new AttributeChange.Replace(names().attributes().text(), texts("x")))))
        .isInstanceOf(ExportOutcome.Missing.class);
  }

  @Test
  void aRenameKeepsTheObjectAndMayBeSentAgain() throws Exception {
    assumeTrue(canRename(), "no renames here");
    exportAccepted(addPerson("before"));
    ImportedChange.Present before = read(dn("before"));
    ObjectDelta.Modify rename =
        new ObjectDelta.Modify(
            before.anchor(),
            before.dn(),
            dn("after"),
            names().person(),
            List.of(new AttributeChange.Replace(names().attributes().text(), texts("moved"))));

    exportAccepted(rename);
    exportAccepted(rename);

    assertThat(readAll()).hasSize(1);
    ImportedChange.Present after = read(dn("after"));
    assertThat(after.anchor()).isEqualTo(before.anchor());
    assertThat(after.attributes().get(names().attributes().text()))
        .containsExactly(Value.of("moved"));
  }

  @Test
  void aRenameOntoAnotherObjectIsRefused() throws Exception {
    assumeTrue(canRename(), "no renames here");
    exportAccepted(addPerson("ann"));
    exportAccepted(addPerson("bob"));

    assertThat(export(rename(read(dn("ann")), dn("bob"))))
        .isInstanceOfAny(ExportOutcome.Rejected.class, ExportOutcome.Exists.class);
    assertThat(readAll())
        .extracting(ImportedChange.Present::dn)
        .containsExactlyInAnyOrder(dn("ann"), dn("bob"));
  }

  @Test
  void manyReferencesAreWrittenChangedAndRead() throws Exception {
    String members = given(names().attributes().members(), "reference");
    int many = many();
    int changed = many * 3 / 7;
    List<String> names = new ArrayList<>();
    List<Value> references = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      names.add("person" + i);
      references.add(Value.of(dn("person" + i)));
    }
    for (int i = 0; i < changed; i++) {
      names.add("newcomer" + i);
    }
    makeReferable(names);
    exportAccepted(
        new ObjectDelta.Add(
            dn("all"),
            names().group(),
            Attributes.builder().add(names().name(), "all").add(members, references).build()));
    assertThat(read(dn("all")).attributes().get(members))
        .containsExactlyInAnyOrderElementsOf(references);

    List<Value> removed = references.subList(0, changed);
    List<Value> added = new ArrayList<>();
    for (int i = 0; i < changed; i++) {
      added.add(Value.of(dn("newcomer" + i)));
    }
    ObjectDelta.Modify change =
        modify(read(dn("all")), new AttributeChange.Update(members, added, removed));
    exportAccepted(change);
    exportAccepted(change);

    List<Value> expected = new ArrayList<>(references.subList(changed, many));
    expected.addAll(added);
    assertThat(read(dn("all")).attributes().get(members))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void numbersComeBackAsTheyWere() throws Exception {
    String number = given(names().attributes().typed().number(), "number");
    roundTrip(number, Value.of(-2_147_483_646L));
  }

  @Test
  void booleansComeBackAsTheyWere() throws Exception {
    String bool = given(names().attributes().typed().bool(), "boolean");
    roundTrip(bool, Value.of(true));
    roundTrip(bool, Value.of(false));
  }

  @Test
  void bytesComeBackAsTheyWere() throws Exception {
    String binary = given(names().attributes().typed().binary(), "binary");
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    roundTrip(binary, Value.of(bytes));
  }

  @Test
  void textComesBackAsItWas() throws Exception {
    for (String text :
        List.of(
            "Grüße, 世界 \uD83D\uDE00",
            "a,b;c|d\"e'f\\g:h#i",
            ": colon",
            "< less",
            "#hash",
            "=1+1",
            "two\nlines",
            "back\\slash",
            "a||b")) {
      roundTrip(names().attributes().text(), Value.of(text));
    }
  }

  @Test
  void aNameMayHoldWhatMustBeEscaped() throws Exception {
    for (String name :
        List.of(
            "Smith, Ann",
            "a+b=c",
            "#first",
            "semi;colon",
            "<angle>",
            "q\"uote",
            "back\\slash",
            "Ünïcödé")) {
      exportAccepted(addPerson(name));
      ImportedChange.Present object = read(dn(name));
      assertThat(object.attributes().get(names().name())).containsExactly(Value.of(name));
      exportAccepted(delete(object));
      assertThat(readAll()).isEmpty();
    }
  }

  private void roundTrip(String attribute, Value value) throws InterruptedException {
    Dn dn = dn("ann");
    exportAccepted(
        new ObjectDelta.Add(dn, names().person(), person("ann").add(attribute, value).build()));
    ImportedChange.Present ann = read(dn);
    assertThat(ann.attributes().get(attribute)).containsExactly(value);
    exportAccepted(delete(ann));
  }
}
