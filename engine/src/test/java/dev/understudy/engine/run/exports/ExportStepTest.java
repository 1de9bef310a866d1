// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.Connector;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.engine.run.imports.ImportRequest.Mode;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.ObjectError;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.Limits;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.testing.World;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import dev.understudy.testkit.FaultyConnector;
import dev.understudy.testkit.StoredObject;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ExportStepTest {
  private final World world = new World();
  private final List<Duration> pauses = new ArrayList<>();

  private StepEnd export() throws InterruptedException {
    return export(world.connector, 0);
  }

  private StepEnd export(Connector connector, long deletionsMax) throws InterruptedException {
    return new ExportStep(world.context(), pauses::add)
        .run(new ExportRequest(World.CONNECTOR, connector, deletionsMax));
  }

  private void want(String dn, String type) {
    world.want(dn, type, Map.of("cn", List.of(Value.of("x"))));
  }

  private StoredObject stored(String dn) {
    return world.directory.find(Dn.of(dn)).orElseThrow();
  }

  private void existing(String dn, String type) {
    world.directory.apply(new ObjectDelta.Add(Dn.of(dn), type, Attributes.EMPTY));
  }

  /// Users called CN=u1 and so on that are in the directory, imported and synchronized.
  private void imported(int users) throws InterruptedException {
    for (int i = 1; i <= users; i++) {
      existing("CN=u" + i + ",DC=x", "user");
    }
    world.fullImport();
    world.synchronize();
  }

  private void settle() throws InterruptedException {
    world.fullImport();
    world.synchronize();
  }

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

  @Test
  void aParentIsMadeBeforeItsChild() throws InterruptedException {
    want("CN=Ada,OU=B,OU=A,DC=x", "user");
    want("OU=B,OU=A,DC=x", "organizationalUnit");
    want("OU=A,DC=x", "organizationalUnit");
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.count("export-add")).isEqualTo(3);
  }

  @Test
  void childrenAreDeletedBeforeTheirParent() throws InterruptedException {
    existing("OU=A,DC=x", "organizationalUnit");
    existing("OU=B,OU=A,DC=x", "organizationalUnit");
    existing("CN=Ada,OU=B,OU=A,DC=x", "user");
    existing("CN=Eve,DC=x", "user");
    settle();
    for (String dn : List.of("OU=A,DC=x", "OU=B,OU=A,DC=x", "CN=Ada,OU=B,OU=A,DC=x")) {
      world.intend(dn, "user", Intent.Gone.GONE);
    }
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.count("export-delete")).isEqualTo(3);
    assertThat(world.directory.objects()).hasSize(1);
    settle();
    assertThat(world.object("OU=A,DC=x").images().sent().isNothing()).isTrue();
    assertThat(world.object("OU=A,DC=x").images().imported()).isNull();
  }

  @Test
  void aGroupWaitsForItsMembers() throws InterruptedException {
    want("CN=G,DC=x", "group");
    want("CN=Ada,DC=x", "user");
    world.wantLink("CN=G,DC=x", "member", "CN=Ada,DC=x", true);
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.count("export-add")).isEqualTo(2);
    assertThat(world.count("export-update")).isZero();
    assertThat(stored("CN=G,DC=x").attributes().get("member"))
        .containsExactly(Value.of(Dn.of("CN=Ada,DC=x")));
    assertThat(world.link("CN=G,DC=x", "member", "CN=Ada,DC=x").is(SpaceLink.SENT_ADD)).isTrue();
    settle();
    assertThat(world.link("CN=G,DC=x", "member", "CN=Ada,DC=x").flags())
        .isEqualTo(SpaceLink.IMPORTED | SpaceLink.DESIRED);
  }

  @Test
  void groupsThatAreMembersOfEachOtherAreCompletedInASecondPass() throws InterruptedException {
    want("CN=G,DC=x", "group");
    want("CN=H,DC=x", "group");
    world.wantLink("CN=G,DC=x", "member", "CN=H,DC=x", true);
    world.wantLink("CN=H,DC=x", "member", "CN=G,DC=x", true);
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(stored("CN=G,DC=x").attributes().get("member")).hasSize(1);
    assertThat(stored("CN=H,DC=x").attributes().get("member")).hasSize(1);
    assertThat(world.object("CN=G,DC=x").state().is(SpaceState.PENDING_EXPORT)).isFalse();
  }

  @Test
  void aChainOfNestedGroupsIsMadeFromTheInside() throws InterruptedException {
    for (int i = 1; i <= 5; i++) {
      want("CN=G" + i + ",DC=x", "group");
    }
    for (int i = 1; i < 5; i++) {
      world.wantLink("CN=G" + i + ",DC=x", "member", "CN=G" + (i + 1) + ",DC=x", true);
    }
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.count("export-add")).isEqualTo(5);
    assertThat(world.count("export-update")).isZero();
  }

  @Test
  void aLargeGroupIsSentInPieces() throws InterruptedException {
    int members = 2 * ExportPlanner.LINKS_MAX + 7;
    imported(members);
    want("CN=G,DC=x", "group");
    for (int i = 1; i <= members; i++) {
      world.wantLink("CN=G,DC=x", "member", "CN=u" + i + ",DC=x", true);
    }
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(stored("CN=G,DC=x").attributes().get("member")).hasSize(members);
    assertThat(world.count("export-add")).isEqualTo(1);
    assertThat(world.object("CN=G,DC=x").state().is(SpaceState.PENDING_LINKS)).isFalse();
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
  void aRenamedContainerTakesItsChildrenAlong() throws InterruptedException {
    existing("OU=A,DC=x", "organizationalUnit");
    existing("CN=Ada,OU=A,DC=x", "user");
    settle();
    Image title =
        new Image.Builder(1).put(world.attribute("title"), List.of(Value.of("t"))).build();
    int[] none = {};
    world.intend(
        "OU=A,DC=x",
        "organizationalUnit",
        new Intent.Exists(Dn.of("OU=Z,DC=x"), Image.EMPTY, Image.EMPTY, Image.EMPTY, none));
    world.intend(
        "CN=Ada,OU=A,DC=x",
        "user",
        new Intent.Exists(Dn.of("CN=Ada,OU=Z,DC=x"), title, Image.EMPTY, Image.EMPTY, none));
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(stored("CN=Ada,OU=Z,DC=x").attributes().get("title")).hasSize(1);
    settle();
    assertThat(world.object("CN=Ada,OU=Z,DC=x").images().sent().isNothing()).isTrue();
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.report.counters().all()).isEmpty();
  }

  @Test
  void aRefusedObjectKeepsItsErrorAndIsTriedAgain() throws InterruptedException {
    want("CN=Ada,DC=x", "user");
    FaultyConnector faulty =
        new FaultyConnector(world.connector).reject(delta -> true, "constraint-violation");
    assertThat(export(faulty, 0).result()).isEqualTo("completed-export-errors");
    world.clock.advance(Duration.ofHours(1));
    export(faulty, 0);
    SpaceObject ada = world.object("CN=Ada,DC=x");
    ObjectError error = Objects.requireNonNull(ada.state().exportError());
    assertThat(error.name()).isEqualTo("constraint-violation");
    assertThat(error.retries()).isEqualTo(1);
    assertThat(error.last()).isEqualTo(error.first().plus(Duration.ofHours(1)));
    assertThat(world.errors()).hasSize(1);
    assertThat(world.count("export-failure")).isEqualTo(1);
    export(faulty.heal(), 0);
    assertThat(world.object("CN=Ada,DC=x").state().exportError()).isNull();
    assertThat(world.object("CN=Ada,DC=x").state().is(SpaceState.EXPORT_ERROR)).isFalse();
  }

  @Test
  void aMemberThatIsRefusedDoesNotHoldItsGroupBack() throws InterruptedException {
    want("CN=G,DC=x", "group");
    want("CN=Ada,DC=x", "user");
    want("CN=Eve,DC=x", "user");
    world.wantLink("CN=G,DC=x", "member", "CN=Ada,DC=x", true);
    world.wantLink("CN=G,DC=x", "member", "CN=Eve,DC=x", true);
    FaultyConnector faulty =
        new FaultyConnector(world.connector)
            .reject(delta -> delta.dn().equals(Dn.of("CN=Ada,DC=x")), "cd-error");
    export(faulty, 0);
    assertThat(stored("CN=G,DC=x").attributes().get("member"))
        .containsExactly(Value.of(Dn.of("CN=Eve,DC=x")));
    assertThat(world.object("CN=G,DC=x").state().is(SpaceState.PENDING_LINKS)).isTrue();
    assertThat(export(faulty.heal(), 0)).isEqualTo(StepEnd.SUCCESS);
    assertThat(stored("CN=G,DC=x").attributes().get("member")).hasSize(2);
  }

  @Test
  void theChildOfAParentThatIsRefusedIsAnError() throws InterruptedException {
    want("OU=A,DC=x", "organizationalUnit");
    want("CN=Ada,OU=A,DC=x", "user");
    FaultyConnector faulty =
        new FaultyConnector(world.connector)
            .reject(delta -> delta.dn().equals(Dn.of("OU=A,DC=x")), "cd-error");
    export(faulty, 0);
    assertThat(world.errors().stream().map(error -> error.name()))
        .containsExactly("cd-error", "non-existent-parent");
  }

  @Test
  void aBusyDirectoryIsAskedAgainLaterAndLater() throws InterruptedException {
    want("CN=Ada,DC=x", "user");
    assertThat(export(new FaultyConnector(world.connector).busy(3), 0)).isEqualTo(StepEnd.SUCCESS);
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(export(new FaultyConnector(world.connector), 0)).isEqualTo(StepEnd.SUCCESS);
  }

  @Test
  void aDirectoryThatStaysBusyIsAnError() throws InterruptedException {
    want("CN=Ada,DC=x", "user");
    assertThat(export(new FaultyConnector(world.connector).busy(100), 0).result())
        .isEqualTo("completed-export-errors");
  }

  @Test
  void anUpdateOfAVanishedObjectBecomesAnAdd() throws InterruptedException {
    imported(1);
    world.want("CN=u1,DC=x", "user", Map.of("title", List.of(Value.of("t"))));
    StoredObject before = stored("CN=u1,DC=x");
    world.directory.apply(new ObjectDelta.Delete(before.anchor(), before.dn(), "user"));
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.count("export-add")).isEqualTo(1);
    assertThat(stored("CN=u1,DC=x").anchor()).isNotEqualTo(before.anchor());
    assertThat(world.deltaImport()).isEqualTo(StepEnd.SUCCESS);
    SpaceObject now = world.object("CN=u1,DC=x");
    assertThat(now.images().sent().isNothing()).isTrue();
    assertThat(now.identity().anchor()).isEqualTo(stored("CN=u1,DC=x").anchor());
    assertThat(world.names()).hasSize(2);
  }

  @Test
  void theDeleteOfAVanishedObjectIsDone() throws InterruptedException {
    imported(1);
    StoredObject before = stored("CN=u1,DC=x");
    world.directory.apply(new ObjectDelta.Delete(before.anchor(), before.dn(), "user"));
    world.intend("CN=u1,DC=x", "user", Intent.Gone.GONE);
    assertThat(export()).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.object("CN=u1,DC=x").images().sent().operation())
        .isEqualTo(Sent.Operation.DELETE);
  }

  @Test
  void anAddOverAnotherObjectIsAnError() throws InterruptedException {
    existing("CN=Ada,DC=x", "contact");
    want("CN=Ada,DC=x", "user");
    export();
    assertThat(world.errors().getFirst().name()).isEqualTo("cd-existing-object");
  }

  @Test
  void oneDeletionTooManyAndNothingIsWritten() throws InterruptedException {
    imported(3);
    want("CN=new,DC=x", "user");
    for (int i = 1; i <= 3; i++) {
      world.intend("CN=u" + i + ",DC=x", "user", Intent.Gone.GONE);
    }
    StepEnd end = export(world.connector, 2);
    assertThat(end.result()).isEqualTo("stopped-deletion-limit");
    assertThat(end.detail()).contains("3 deletions");
    assertThat(world.directory.objects()).hasSize(3);
    assertThat(export(world.connector, 3)).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.directory.objects()).hasSize(1);
  }

  @Test
  void tooManyErrorsStopTheExport() throws InterruptedException {
    world.limits = new Limits(2, 3, 2_000, 20_000);
    for (int i = 0; i < 10; i++) {
      want("CN=u" + i + ",DC=x", "user");
    }
    FaultyConnector faulty = new FaultyConnector(world.connector).reject(delta -> true, "cd-error");
    assertThat(export(faulty, 0).result()).isEqualTo("stopped-error-limit");
    assertThat(world.errors()).hasSize(4);
  }

  @Test
  void lostAcknowledgementsAreSentAgainAndNothingIsDoubled() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      want("CN=u" + i + ",DC=x", "user");
    }
    FaultyConnector faulty = new FaultyConnector(world.connector).loseAcknowledgementsAfter(5);
    assertThat(export(faulty, 0).result()).isEqualTo("stopped-connectivity");
    assertThat(world.directory.objects()).hasSize(5);
    assertThat(world.store.note("export/corp/in-flight"))
        .hasValueSatisfying(note -> assertThat(note).startsWith("1 "));
    assertThat(export(faulty.heal(), 0)).isEqualTo(StepEnd.SUCCESS);
    assertThat(world.directory.objects()).hasSize(10);
    assertThat(world.store.note("export/corp/in-flight")).isEmpty();
    assertThat(world.store.note("export/corp/batch")).contains("2");
    assertThat(world.fullImport()).isEqualTo(StepEnd.SUCCESS);
  }

  @Test
  void aConnectorThatOnlyReadsIsNotExportedTo() throws InterruptedException {
    world.connector.close();
    assertThat(export(new ReadOnlyConnector(), 0).result()).isEqualTo("stopped-export-disabled");
  }

  @Test
  void aPlanIsShownWithoutBeingSent() throws InterruptedException {
    imported(1);
    want("CN=G,DC=x", "group");
    world.wantLink("CN=G,DC=x", "member", "CN=u1,DC=x", true);
    List<PlannedExport> plans = new ExportPlanner(world.store).page(world.number, 0, 10);
    assertThat(plans)
        .singleElement()
        .satisfies(plan -> {
          assertThat(plan.object().identity().dn()).isEqualTo(Dn.of("CN=G,DC=x"));
          assertThat(plan.links())
              .singleElement()
              .satisfies(link -> {
                assertThat(link.added()).isTrue();
                assertThat(link.target()).isEqualTo(Dn.of("CN=u1,DC=x"));
              });
        });
    assertThat(world.directory.objects()).hasSize(1);
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

  /// Can be tested and described, nothing else.
  private static final class ReadOnlyConnector implements Connector {
    @Override
    public Schema schema() {
      return World.SCHEMA;
    }

    @Override
    public List<Partition> partitions() {
      return List.of(World.scope().partition());
    }

    @Override
    public ConnectionTest test() {
      return new ConnectionTest.Reachable("nothing to write to");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
