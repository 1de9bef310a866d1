// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.testkit.FaultyConnector;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/// In which order changes are sent (`spec/engine.md` §1.7).
final class ExportOrderTest extends ExportScene {
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
}
