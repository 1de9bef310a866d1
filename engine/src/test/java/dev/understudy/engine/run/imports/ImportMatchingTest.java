// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ObjectSource;
import dev.understudy.connector.ReadScope;
import dev.understudy.engine.run.imports.ImportRequest.Mode;
import dev.understudy.engine.space.Snapshot;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.testing.World;
import dev.understudy.value.Anchor;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ImportMatchingTest {
  private final World world = new World();

  private StepEnd full(ScriptedSource source) throws InterruptedException {
    return world.imported(source, Mode.FULL);
  }

  private StepEnd delta(ScriptedSource source) throws InterruptedException {
    return world.imported(source, Mode.DELTA);
  }

  @Test
  void aNewObjectIsPendingAndHasNoSnapshot() throws InterruptedException {
    assertThat(full(new ScriptedSource().user("1", "CN=Ada,DC=x", "Countess")))
        .isEqualTo(StepEnd.SUCCESS);
    SpaceObject ada = world.object("CN=Ada,DC=x");
    assertThat(ada.state().is(SpaceState.PENDING_IMPORT)).isTrue();
    assertThat(ada.state().is(SpaceState.PRESENT)).isTrue();
    assertThat(ada.images().synced()).isNull();
    assertThat(ada.identity().anchor()).isEqualTo(Anchor.of("1"));
    assertThat(world.values("CN=Ada,DC=x", "title")).containsExactly(Value.of("Countess"));
    assertThat(world.count("stage-add")).isEqualTo(1);
  }

  @Test
  void anUnchangedObjectIsNotWritten() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "a").group("2", "CN=G,DC=x", "CN=Ada,DC=x"));
    world.synchronize();
    world.store.forgetWritten();
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "a").group("2", "CN=G,DC=x", "CN=Ada,DC=x"));
    assertThat(world.count("stage-no-change")).isEqualTo(2);
    assertThat(world.store.written().stream().flatMap(List::stream).toList())
        .allMatch(Change.PutWatermark.class::isInstance);
  }

  @Test
  void aChangedObjectKeepsWhatSynchronizationSaw() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "old"));
    world.synchronize();
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "new"));
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "newer"));
    SpaceObject ada = world.object("CN=Ada,DC=x");
    Snapshot synced = Objects.requireNonNull(ada.images().synced());
    assertThat(synced.values().get(world.attribute("title"))).containsExactly(Value.of("old"));
    assertThat(world.count("stage-update")).isEqualTo(1);
  }

  @Test
  void anObjectThatChangesBackIsNotPending() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "old"));
    world.synchronize();
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "new"));
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "old"));
    SpaceObject ada = world.object("CN=Ada,DC=x");
    assertThat(ada.images().synced()).isNull();
    assertThat(ada.state().is(SpaceState.PENDING_IMPORT)).isFalse();
  }

  @Test
  void aRenamedObjectIsFoundByItsAnchor() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "t"));
    world.synchronize();
    long id = world.object("CN=Ada,DC=x").id();
    full(new ScriptedSource().user("1", "CN=Ada Lovelace,DC=x", "t"));
    assertThat(world.object("CN=Ada Lovelace,DC=x").id()).isEqualTo(id);
    assertThat(world.find("CN=Ada,DC=x")).isEmpty();
    assertThat(world.count("stage-rename")).isEqualTo(1);
  }

  @Test
  void aContainersNewNameIsTheEndOfAllNamesBelowIt() throws InterruptedException {
    full(
        new ScriptedSource()
            .present("1", "OU=A,DC=x", "organizationalUnit", Attributes.EMPTY)
            .present("2", "OU=B,OU=A,DC=x", "organizationalUnit", Attributes.EMPTY)
            .user("3", "CN=Ada,OU=B,OU=A,DC=x", "t"));
    world.synchronize();
    delta(new ScriptedSource().present("1", "OU=Z,DC=x", "organizationalUnit", Attributes.EMPTY));
    SpaceObject ada = world.object("CN=Ada,OU=B,OU=Z,DC=x");
    assertThat(ada.state().is(SpaceState.PENDING_IMPORT)).isTrue();
    assertThat(ada.identity().parent()).isEqualTo(world.object("OU=B,OU=Z,DC=x").id());
  }

  @Test
  void aChildReportedBeforeItsRenamedContainerEndsBelowIt() throws InterruptedException {
    full(
        new ScriptedSource()
            .present("1", "OU=A,DC=x", "organizationalUnit", Attributes.EMPTY)
            .user("2", "CN=Ada,OU=A,DC=x", "t")
            .user("3", "CN=Eve,OU=A,DC=x", "t"));
    world.synchronize();
    delta(
        new ScriptedSource()
            .user("2", "CN=Ada,OU=Z,DC=x", "t")
            .present("1", "OU=Z,DC=x", "organizationalUnit", Attributes.EMPTY));
    long container = world.object("OU=Z,DC=x").id();
    assertThat(world.object("CN=Ada,OU=Z,DC=x").identity().parent()).isEqualTo(container);
    assertThat(world.object("CN=Eve,OU=Z,DC=x").identity().parent()).isEqualTo(container);
    assertThat(world.names()).hasSize(4);
  }

  @Test
  void aMissingManagerIsAPlaceholderUntilHeArrives() throws InterruptedException {
    full(new ScriptedSource().group("1", "CN=G,DC=x", "CN=Ada,OU=A,DC=x"));
    SpaceObject placeholder = world.object("CN=Ada,OU=A,DC=x");
    assertThat(placeholder.isPlaceholder()).isTrue();
    assertThat(placeholder.identity().parent()).isEqualTo(world.object("OU=A,DC=x").id());
    world.synchronize();
    full(
        new ScriptedSource()
            .group("1", "CN=G,DC=x", "CN=Ada,OU=A,DC=x")
            .user("2", "CN=Ada,OU=A,DC=x", "t"));
    SpaceObject ada = world.object("CN=Ada,OU=A,DC=x");
    assertThat(ada.id()).isEqualTo(placeholder.id());
    assertThat(ada.isPlaceholder()).isFalse();
    assertThat(world.count("stage-add")).isEqualTo(1);
    assertThat(world.count("stage-no-change")).isEqualTo(1);
    assertThat(world.link("CN=G,DC=x", "member", "CN=Ada,OU=A,DC=x").flags())
        .isEqualTo(SpaceLink.IMPORTED);
  }

  @Test
  void aPlaceholderNobodyRefersToGoesWithAFullImport() throws InterruptedException {
    full(new ScriptedSource().group("1", "CN=G,DC=x", "CN=Ada,DC=x"));
    full(new ScriptedSource().group("1", "CN=G,DC=x"));
    assertThat(world.find("CN=Ada,DC=x")).isEmpty();
  }

  @Test
  void anotherAnchorOnAKnownNameMakesTheOldObjectTransient() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "t"));
    world.synchronize();
    long old = world.object("CN=Ada,DC=x").id();
    StepEnd end = delta(new ScriptedSource().user("2", "CN=Ada,DC=x", "t"));
    assertThat(end.result()).isEqualTo("completed-transient-objects");
    assertThat(world.object("CN=Ada,DC=x").id()).isNotEqualTo(old);
    SpaceObject away = world.store.space().objects(List.of(old)).getFirst();
    assertThat(away.state().is(SpaceState.TRANSIENT)).isTrue();
    delta(new ScriptedSource().user("1", "CN=Eve,DC=x", "t"));
    assertThat(world.object("CN=Eve,DC=x").id()).isEqualTo(old);
    assertThat(world.object("CN=Eve,DC=x").state().is(SpaceState.TRANSIENT)).isFalse();
  }

  @Test
  void anObjectToBeCreatedThatIsThereAlreadyKeepsItsLinkAndIsRetried() throws InterruptedException {
    world.want("CN=Ada,DC=x", "user", Map.of("title", List.of(Value.of("t"))));
    SpaceObject wanted = world.object("CN=Ada,DC=x");
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "other"));
    SpaceObject ada = world.object("CN=Ada,DC=x");
    assertThat(ada.id()).isEqualTo(wanted.id());
    assertThat(ada.lineage()).isEqualTo(wanted.lineage());
    assertThat(ada.state().is(SpaceState.RETRY)).isTrue();
    assertThat(ada.state().is(SpaceState.PENDING_IMPORT)).isTrue();
    assertThat(ada.state().is(SpaceState.PENDING_EXPORT)).isTrue();
  }

  @Test
  void anObjectToBeCreatedIsDisownedByAnObjectOfAnotherType() throws InterruptedException {
    world.want("CN=Ada,DC=x", "contact", Map.of());
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "t"));
    SpaceObject ada = world.object("CN=Ada,DC=x");
    assertThat(ada.lineage().isLinked()).isFalse();
    assertThat(ada.state().is(SpaceState.PENDING_EXPORT)).isFalse();
  }

  @Test
  void anotherTypeOfTheSameAnchorIsADeleteAdd() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "t"));
    world.synchronize();
    int user = world.object("CN=Ada,DC=x").identity().type();
    full(new ScriptedSource().present("1", "CN=Ada,DC=x", "contact", Attributes.EMPTY));
    SpaceObject ada = world.object("CN=Ada,DC=x");
    assertThat(world.count("stage-delete-add")).isEqualTo(1);
    assertThat(Objects.requireNonNull(ada.images().synced()).type()).isEqualTo(user);
  }

  @Test
  void deletedAndReaddedInOneImportIsADeleteAdd() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "t"));
    world.synchronize();
    delta(new ScriptedSource().deleted("1").user("1", "CN=Ada,DC=x", "u"));
    assertThat(world.count("stage-delete-add")).isEqualTo(1);
    SpaceObject ada = world.object("CN=Ada,DC=x");
    assertThat(ada.images().imported()).isNotNull();
    assertThat(ada.state().is(SpaceState.PENDING_IMPORT)).isTrue();
  }

  @Test
  void deletedAndReaddedUnderANewAnchorAreTwoObjects() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "t"));
    world.synchronize();
    long old = world.object("CN=Ada,DC=x").id();
    StepEnd end = delta(new ScriptedSource().deleted("1").user("2", "CN=Ada,DC=x", "t"));
    assertThat(end).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.object("CN=Ada,DC=x").id()).isNotEqualTo(old);
    SpaceObject gone = world.store.space().objects(List.of(old)).getFirst();
    assertThat(gone.images().imported()).isNull();
    assertThat(gone.state().is(SpaceState.PENDING_IMPORT)).isTrue();
  }

  @Test
  void oneAnchorTwiceInAFullImportIsAnErrorAndTheFirstStays() throws InterruptedException {
    StepEnd end =
        full(new ScriptedSource().user("1", "CN=Ada,DC=x", "a").user("1", "CN=Eve,DC=x", "b"));
    assertThat(end.result()).isEqualTo("completed-discovery-errors");
    assertThat(world.errors())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.name()).isEqualTo("duplicate-object");
          assertThat(error.dn()).isEqualTo("CN=Eve,DC=x");
        });
    assertThat(world.values("CN=Ada,DC=x", "title")).containsExactly(Value.of("a"));
  }

  @Test
  void aChangeOfAnUnknownObjectNeedsTheWholeObject() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "a"));
    StepEnd end =
        delta(
            new ScriptedSource()
                .modified("9", "CN=Eve,DC=x", new AttributeChange.Replace("title", List.of())));
    assertThat(end.result()).isEqualTo("completed-discovery-errors");
    assertThat(world.errors().getFirst().name()).isEqualTo("need-full-object");
  }

  @Test
  void aDirectoryThatCanReportOneObjectIsAskedForTheWholeOfIt() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "a"));
    ScriptedSource changes =
        new SingleSource(new ScriptedSource().user("9", "CN=Eve,DC=x", "whole"))
            .modified("9", "CN=Eve,DC=x", new AttributeChange.Replace("title", List.of()));
    assertThat(delta(changes)).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.values("CN=Eve,DC=x", "title")).containsExactly(Value.of("whole"));
  }

  /// Reports one object when it is asked for it.
  private static final class SingleSource extends ScriptedSource implements ObjectSource {
    private final ScriptedSource single;

    SingleSource(ScriptedSource single) {
      this.single = single;
    }

    @Override
    public void readObject(ReadScope scope, Anchor anchor, ImportSink sink)
        throws InterruptedException {
      single.read(sink);
    }
  }

  @Test
  void aChangeTouchesOnlyWhatItNames() throws InterruptedException {
    full(
        new ScriptedSource()
            .user("1", "CN=Ada,DC=x", "a")
            .user("2", "CN=Eve,DC=x", "b")
            .group("3", "CN=G,DC=x", "CN=Ada,DC=x"));
    world.synchronize();
    delta(
        new ScriptedSource()
            .modified(
                "3",
                "CN=G,DC=x",
                new AttributeChange.Update(
                    "member",
                    List.of(Value.of(Dn.of("CN=Eve,DC=x"))),
                    List.of(Value.of(Dn.of("CN=Ada,DC=x")))))
            .modified(
                null, "CN=Ada,DC=x", new AttributeChange.Replace("cn", List.of(Value.of("Ada")))));
    assertThat(world.link("CN=G,DC=x", "member", "CN=Eve,DC=x").flags())
        .isEqualTo(SpaceLink.IMPORTED | SpaceLink.UNSYNCED);
    assertThat(world.link("CN=G,DC=x", "member", "CN=Ada,DC=x").flags())
        .isEqualTo(SpaceLink.UNSYNCED);
    assertThat(world.object("CN=G,DC=x").images().counts().get(world.attribute("member")))
        .isEqualTo(1);
    assertThat(world.values("CN=Ada,DC=x", "title")).containsExactly(Value.of("a"));
    assertThat(world.values("CN=Ada,DC=x", "cn")).containsExactly(Value.of("Ada"));
  }

  @Test
  void aReferenceThatComesAndGoesBeforeSynchronizationLeavesNothing() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "a").group("3", "CN=G,DC=x"));
    world.synchronize();
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "a").group("3", "CN=G,DC=x", "CN=Ada,DC=x"));
    assertThat(world.object("CN=G,DC=x").state().is(SpaceState.PENDING_IMPORT)).isTrue();
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "a").group("3", "CN=G,DC=x"));
    assertThat(world.link("CN=G,DC=x", "member", "CN=Ada,DC=x").flags()).isZero();
    assertThat(world.object("CN=G,DC=x").state().is(SpaceState.PENDING_IMPORT)).isFalse();
  }

  @Test
  void aMemberOfAnObjectNeverSynchronizedIsNotMarked() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "a").group("3", "CN=G,DC=x"));
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "a").group("3", "CN=G,DC=x", "CN=Ada,DC=x"));
    assertThat(world.link("CN=G,DC=x", "member", "CN=Ada,DC=x").flags())
        .isEqualTo(SpaceLink.IMPORTED);
    assertThat(world.object("CN=G,DC=x").images().counts().get(world.attribute("member")))
        .isEqualTo(1);
  }

  @Test
  void referencesToThePlaceholderOfANewNameFollowTheRenamedObject() throws InterruptedException {
    full(new ScriptedSource().user("1", "CN=Ada,DC=x", "a").group("3", "CN=G,DC=x", "CN=Ada,DC=x"));
    world.synchronize();
    delta(
        new ScriptedSource().group("3", "CN=G,DC=x", "CN=Eve,DC=x").user("1", "CN=Eve,DC=x", "a"));
    assertThat(world.find("CN=Ada,DC=x")).isEmpty();
    assertThat(world.link("CN=G,DC=x", "member", "CN=Eve,DC=x").flags())
        .isEqualTo(SpaceLink.IMPORTED);
    assertThat(world.names()).containsOnly("CN=Eve,DC=x", "CN=G,DC=x", "DC=x");
  }
}
