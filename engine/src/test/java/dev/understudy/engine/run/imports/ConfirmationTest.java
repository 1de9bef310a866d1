// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.LinkCounts;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
  private static final int TITLE = 1;
  private static final int MAIL = 2;
  private static final Dn HERE = Dn.of("CN=Ada,DC=x");
  private static final Image NONE = Image.EMPTY;

  private static Image image(int attribute, String... texts) {
    return new Image.Builder(1)
        .put(attribute, List.of(texts).stream().map(Value::of).toList())
        .build();
  }

  private static SpaceImages sent(Sent sent, Intent intent) {
    return new SpaceImages(NONE, null, sent, intent, LinkCounts.NONE);
  }

  private static Sent update(Image values) {
    return new Sent(Sent.Operation.UPDATE, null, values);
  }

  private static Report report(Image values, Set<Integer> named, boolean whole) {
    SpaceIdentity identity = new SpaceIdentity(HERE, Anchor.of("1"), 5, 6, 0);
    return new Report(identity, values, Report.Links.NONE, named, whole);
  }

  private static Confirmation confirm(SpaceImages images, Image reported) {
    return Confirmation.of(images, report(reported, Set.of(), true), attribute -> false);
  }

  @Test
  void theSameValuesInAnotherOrderConfirm() {
    SpaceImages images = sent(update(image(MAIL, "a", "b")), Intent.Unmanaged.UNMANAGED);
    Confirmation confirmation = confirm(images, image(MAIL, "b", "a"));
    assertThat(confirmation.rest().isNothing()).isTrue();
    assertThat(confirmation.unconfirmed()).isEmpty();
  }

  @Test
  void anotherValueDropsWhatWasSentAndSaysSo() {
    SpaceImages images = sent(update(image(TITLE, "boss")), Intent.Unmanaged.UNMANAGED);
    Confirmation confirmation = confirm(images, image(TITLE, "clerk"));
    assertThat(confirmation.rest().isNothing()).isTrue();
    assertThat(confirmation.unconfirmed())
        .containsExactly(new Unconfirmed(TITLE, "[boss]", "[clerk]"));
  }

  @Test
  void aRemovalIsConfirmedByAbsence() {
    SpaceImages images = sent(update(image(TITLE)), Intent.Unmanaged.UNMANAGED);
    assertThat(confirm(images, NONE).unconfirmed()).isEmpty();
    assertThat(confirm(images, image(TITLE, "x")).unconfirmed()).hasSize(1);
  }

  @Test
  void aChangeThatDoesNotNameTheAttributeLeavesItUnconfirmed() {
    SpaceImages images = sent(update(image(TITLE, "boss")), Intent.Unmanaged.UNMANAGED);
    Confirmation confirmation =
        Confirmation.of(images, report(NONE, Set.of(MAIL), false), attribute -> false);
    assertThat(confirmation.rest()).isEqualTo(images.sent());
    assertThat(confirmation.unconfirmed()).isEmpty();
  }

  @Test
  void mergedValuesAreConfirmedEvenWhenOthersCame() {
    Intent merged =
        new Intent.Exists(null, NONE, image(MAIL, "mine"), image(MAIL, "old"), new int[0]);
    SpaceImages images = sent(update(image(MAIL, "mine", "theirs")), merged);
    assertThat(confirm(images, image(MAIL, "MINE", "new")).unconfirmed()).isEmpty();
    assertThat(confirm(images, image(MAIL, "theirs")).unconfirmed()).hasSize(1);
    assertThat(confirm(images, image(MAIL, "mine", "old")).unconfirmed()).hasSize(1);
  }

  @Test
  void anAddIsConfirmedByTheObject() {
    Sent add = new Sent(Sent.Operation.ADD, null, image(TITLE, "boss"));
    Confirmation confirmation =
        confirm(sent(add, Intent.Unmanaged.UNMANAGED), image(TITLE, "boss"));
    assertThat(confirmation.rest().isNothing()).isTrue();
    assertThat(confirmation.unconfirmed()).isEmpty();
  }

  @Test
  void aDeleteIsContradictedByTheWholeObjectOnly() {
    Sent delete = new Sent(Sent.Operation.DELETE, null, NONE);
    SpaceImages images = sent(delete, Intent.Gone.GONE);
    assertThat(confirm(images, NONE).unconfirmed()).hasSize(1);
    Confirmation change =
        Confirmation.of(images, report(NONE, Set.of(TITLE), false), attribute -> false);
    assertThat(change.rest().operation()).isEqualTo(Sent.Operation.DELETE);
    assertThat(change.unconfirmed()).isEmpty();
  }

  @Test
  void aRenameIsConfirmedByTheName() {
    Sent rename = new Sent(Sent.Operation.UPDATE, Dn.of("cn=ada,dc=X"), NONE);
    assertThat(confirm(sent(rename, Intent.Unmanaged.UNMANAGED), NONE).unconfirmed()).isEmpty();
    Sent other = new Sent(Sent.Operation.UPDATE, Dn.of("CN=Eve,DC=x"), NONE);
    assertThat(confirm(sent(other, Intent.Unmanaged.UNMANAGED), NONE).unconfirmed()).hasSize(1);
  }

  @Test
  void referencesAreConfirmedByTheirRows() {
    SpaceImages images = sent(update(image(MAIL)), Intent.Unmanaged.UNMANAGED);
    Confirmation confirmation =
        Confirmation.of(images, report(NONE, Set.of(), true), attribute -> attribute == MAIL);
    assertThat(confirmation.rest().isNothing()).isTrue();
    assertThat(confirmation.unconfirmed()).isEmpty();
  }
}
