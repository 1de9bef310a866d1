// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.engine.run.imports.ImportRequest.Mode;
import dev.understudy.engine.space.ObjectError;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.testkit.FaultyConnector;
import dev.understudy.testkit.StoredObject;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What was sent is remembered until it is seen (`spec/engine.md` §1.7).
final class ExportMemoryTest extends ExportScene {
  @Test
  void anAddIsSentOnceAndConfirmedByTheNextImport() throws InterruptedException {
    want("CN=Ada,DC=x", "user");
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.count("export-add")).isEqualTo(1);
    SpaceObject ada = world.object("CN=Ada,DC=x");
    assertThat(ada.identity().anchor()).isEqualTo(stored("CN=Ada,DC=x").anchor());
    assertThat(ada.images().sent().operation()).isEqualTo(Sent.Operation.ADD);
    assertThat(ada.state().is(SpaceState.PENDING_EXPORT)).isFalse();
    export();
    assertThat(world.count("export-add")).isZero();
    assertThat(world.fullImport()).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.object("CN=Ada,DC=x").images().sent().isNothing()).isTrue();
  }

  @Test
  void onlyWhatDiffersIsSent() throws InterruptedException {
    imported(2);
    world.want("CN=u1,DC=x", "user", Map.of("title", List.of(Value.of("t"))));
    export();
    assertThat(world.count("export-update")).isEqualTo(1);
    assertThat(stored("CN=u1,DC=x").attributes().get("title")).containsExactly(Value.of("t"));
    world.want("CN=u1,DC=x", "user", Map.of("title", List.of()));
    export();
    assertThat(stored("CN=u1,DC=x").attributes().get("title")).isEmpty();
  }

  /// Directories drop references to what they delete, and tell nobody.
  @Test
  void whatWasDeletedByHandComesBackWithItsMemberships() throws InterruptedException {
    imported(2);
    existing("CN=G,DC=x", "group");
    settle();
    want("CN=G,DC=x", "group");
    want("CN=u1,DC=x", "user");
    world.wantLink("CN=G,DC=x", "member", "CN=u1,DC=x", true);
    export();
    settle();
    export();
    assertThat(world.count("export-update")).isZero();
    StoredObject user = stored("CN=u1,DC=x");
    world.directory.apply(new ObjectDelta.Delete(user.anchor(), user.dn(), "user"));
    FaultyConnector silent =
        new FaultyConnector(world.connector)
            .hide(change -> !(change instanceof ImportedChange.Deleted));
    world.imported(silent, Mode.DELTA);
    assertThat(world.object("CN=G,DC=x").images().counts().get(world.attribute("member"))).isZero();
    world.synchronize();
    export();
    assertThat(stored("CN=G,DC=x").attributes().get("member"))
        .containsExactly(Value.of(Dn.of("CN=u1,DC=x")));
    settle();
    export();
    assertThat(world.count("export-update")).isZero();
  }

  @Test
  void anUnwantedMemberIsRemoved() throws InterruptedException {
    imported(2);
    existing("CN=G,DC=x", "group");
    settle();
    want("CN=G,DC=x", "group");
    world.wantLink("CN=G,DC=x", "member", "CN=u1,DC=x", true);
    export();
    settle();
    world.wantLink("CN=G,DC=x", "member", "CN=u1,DC=x", false);
    export();
    assertThat(stored("CN=G,DC=x").attributes().get("member")).isEmpty();
    settle();
    assertThat(world.link("CN=G,DC=x", "member", "CN=u1,DC=x").flags()).isZero();
  }

  @Test
  void aForeignMemberThatIsImportedIsToBeRemoved() throws InterruptedException {
    imported(2);
    want("CN=G,DC=x", "group");
    export();
    settle();
    world.directory.apply(
        new ObjectDelta.Modify(
            stored("CN=G,DC=x").anchor(),
            Dn.of("CN=G,DC=x"),
            null,
            "group",
            List.of(
                new AttributeChange.Replace("member", List.of(Value.of(Dn.of("CN=u2,DC=x")))))));
    world.deltaImport();
    assertThat(world.object("CN=G,DC=x").state().is(SpaceState.PENDING_LINKS)).isTrue();
    export();
    assertThat(stored("CN=G,DC=x").attributes().get("member")).isEmpty();
  }

  @Test
  void whatTheDirectoryChangedSilentlyIsAnErrorUntilItIsConfirmed() throws InterruptedException {
    imported(1);
    world.want("CN=u1,DC=x", "user", Map.of("title", List.of(Value.of("boss"))));
    export();
    StoredObject before = stored("CN=u1,DC=x");
    retitle(before, "clerk");
    assertThat(world.fullImport().result()).isEqualTo("completed-warnings");
    ObjectError error = Objects.requireNonNull(world.object("CN=u1,DC=x").state().error());
    assertThat(error.name()).isEqualTo("exported-change-not-reimported");
    assertThat(error.detail()).contains("title", "boss", "clerk");
    assertThat(world.errors()).hasSize(1);
    assertThat(world.object("CN=u1,DC=x").state().is(SpaceState.PENDING_EXPORT)).isTrue();
    world.synchronize();
    assertThat(world.fullImport()).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.object("CN=u1,DC=x").state().error()).isNotNull();
    export();
    assertThat(world.imported(world.connector, Mode.DELTA)).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.object("CN=u1,DC=x").state().error()).isNull();
  }

  @Test
  void aMemberThatDoesNotComeBackIsAnError() throws InterruptedException {
    imported(1);
    want("CN=G,DC=x", "group");
    world.wantLink("CN=G,DC=x", "member", "CN=u1,DC=x", true);
    export();
    world.directory.apply(
        new ObjectDelta.Modify(
            stored("CN=G,DC=x").anchor(),
            Dn.of("CN=G,DC=x"),
            null,
            "group",
            List.of(new AttributeChange.Replace("member", List.of()))));
    assertThat(world.fullImport().result()).isEqualTo("completed-warnings");
    assertThat(world.errors().getFirst().detail()).contains("member with CN=u1,DC=x");
    assertThat(world.link("CN=G,DC=x", "member", "CN=u1,DC=x").flags())
        .isEqualTo(SpaceLink.DESIRED | SpaceLink.PENDING);
    assertThat(world.object("CN=G,DC=x").state().is(SpaceState.PENDING_LINKS)).isTrue();
  }

  @Test
  void anAddThatNeverCameIsPendingAgain() throws InterruptedException {
    imported(1);
    want("CN=Ada,DC=x", "user");
    export();
    StoredObject ada = stored("CN=Ada,DC=x");
    world.directory.apply(new ObjectDelta.Delete(ada.anchor(), ada.dn(), "user"));
    assertThat(world.fullImport().result()).isEqualTo("completed-warnings");
    assertThat(world.object("CN=Ada,DC=x").state().is(SpaceState.PENDING_EXPORT)).isTrue();
    assertThat(world.object("CN=Ada,DC=x").identity().anchor()).isNull();
    export();
    assertThat(world.count("export-add")).isEqualTo(1);
  }

  private void retitle(StoredObject object, String title) {
    world.directory.apply(
        new ObjectDelta.Modify(
            object.anchor(),
            object.dn(),
            null,
            object.objectType(),
            List.of(new AttributeChange.Replace("title", List.of(Value.of(title))))));
  }
}
