// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.space.SpaceState;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What happens to an object that rules fail for, and to the others (`spec/engine.md` §2.11).
final class ErrorsTest {
  private static final String RULES =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
        displayName <- cn
        title <- =IIF([title]="bad",Error("no such title"),[title])
        manager <- manager
      in HR user>person join 110
        join sid=sid
        number <- extra
      out CLOUD person>user provision 200
        dn <- sid
        displayName <- displayName
        title <- title
        manager <- manager
      """;

  private static Lab people() {
    Lab lab = new Lab(RULES);
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.at("AD").put("user", "Bob", "sid=2", "cn=Bob");
    lab.delta("AD");
    return lab;
  }

  @Test
  void theErrorOfOneObjectDoesNotStopTheRun() {
    Lab lab = people();
    lab.at("AD").set("Ann", "cn=Anna", "title=bad");
    lab.at("AD").set("Bob", "cn=Bobby");
    var end = lab.delta("AD");
    assertThat(end.result()).isEqualTo("completed-sync-errors");
    assertThat(end.detail()).contains("1");
    assertThat(lab.mv("AD", "Bob", "displayName")).isEqualTo("Bobby");
  }

  @Test
  void nothingIsDecidedForAnObjectThatFails() {
    Lab lab = people();
    lab.at("AD").set("Ann", "cn=Anna", "title=bad");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "displayName")).isEqualTo("Ann");
    assertThat(lab.wanted("CLOUD", "1")).contains("displayName=Ann");
    var ann = lab.space("AD", "Ann").orElseThrow();
    assertThat(ann.state().is(SpaceState.PENDING_IMPORT)).isTrue();
    assertThat(ann.images().synced()).isNotNull();
  }

  @Test
  void anErrorIsNamedAndExplained() {
    Lab lab = people();
    lab.at("AD").set("Ann", "title=bad");
    lab.delta("AD");
    assertThat(lab.stepErrors()).hasSize(1);
    var error = lab.stepErrors().getFirst();
    assertThat(error.dn()).isEqualTo("CN=Ann");
    assertThat(error.name()).isEqualTo("sync-rule-error-function-triggered");
    assertThat(error.detail())
        .isEqualTo("rule \"in AD 100\" (100), flow to title, line 1, column 19: no such title");
    assertThat(Objects.requireNonNull(lab.space("AD", "Ann").orElseThrow().state().error()).name())
        .isEqualTo("sync-rule-error-function-triggered");
    assertThat(lab.counters()).containsEntry("flow-failure", 1L);
  }

  @Test
  void aFailedObjectIsTriedAgainByEveryDeltaSynchronization() {
    Lab lab = people();
    lab.at("AD").set("Ann", "title=bad");
    lab.delta("AD");
    lab.delta("AD");
    var again = Objects.requireNonNull(lab.space("AD", "Ann").orElseThrow().state().error());
    assertThat(again.retries()).isEqualTo(1);
    assertThat(again.last()).isAfter(again.first());
    lab.at("AD").set("Ann", "title=good");
    assertThat(lab.delta("AD").result()).isEqualTo("success");
    assertThat(lab.space("AD", "Ann").orElseThrow().state().error()).isNull();
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("good");
  }

  @Test
  void aFailedObjectThatIsMendedByOtherRulesIsSynchronized() {
    Lab lab = people();
    lab.at("AD").set("Ann", "title=bad");
    lab.delta("AD");
    lab.rules(RULES.replace("=IIF([title]=\"bad\",Error(\"no such title\"),[title])", "title"));
    lab.fullAll();
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("bad");
    assertThat(lab.errors()).isEmpty();
  }

  @Test
  void anObjectThatFailsInAnotherConnectorDoesNotTakeItsPartnersReferencesAlong() {
    Lab lab = people();
    lab.at("HR").put("user", "A1", "sid=1", "extra=many");
    assertThat(lab.delta("HR").result()).isEqualTo("completed-sync-errors");
    lab.at("AD").set("Bob", "manager=Ann");
    assertThat(lab.delta("AD").result()).isEqualTo("success");
    assertThat(lab.mv("AD", "Bob", "manager")).isEqualTo("AD:CN=Ann");
  }

  @Test
  void aReferenceToAnObjectThatFailsFollowsWhenItSucceeds() {
    Lab lab = new Lab(RULES);
    lab.at("AD").put("user", "Ann", "sid=1", "title=bad");
    lab.at("AD").put("user", "Bob", "sid=2", "manager=Ann");
    lab.delta("AD");
    assertThat(lab.isLinked("AD", "Ann")).isFalse();
    assertThat(lab.mv("AD", "Bob", "manager")).isEmpty();
    lab.at("AD").set("Ann", "title=good");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Bob", "manager")).isEqualTo("AD:CN=Ann");
    assertThat(lab.wanted("CLOUD", "2")).contains("manager>1");
  }

  @Test
  void aRunStopsWhenTooManyObjectsFail() {
    Lab lab = new Lab(RULES).unchecked().errorsMax(3).limits(2, 10, 10);
    for (int i = 0; i < 20; i++) {
      lab.at("AD").put("user", "U" + i, "sid=" + i, "title=bad");
    }
    var end = lab.delta("AD");
    assertThat(end.result()).isEqualTo("stopped-error-limit");
    assertThat(lab.stepErrors()).hasSizeBetween(4, 5);
  }

  @Test
  void aRunThatDiedIsFinishedByTheNext() {
    for (int writes = 0; writes < 12; writes++) {
      Lab lab = new Lab(RULES).limits(2, 2, 2);
      lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann", "manager=Eve");
      lab.at("AD").put("user", "Bob", "sid=2", "cn=Bob", "manager=Ann");
      lab.at("AD").put("user", "Cid", "sid=3", "cn=Cid", "manager=Eve");
      lab.at("AD").put("user", "Eve", "sid=4", "cn=Eve", "manager=Cid");
      lab.stage("AD");
      lab.crashAfter(writes);
      try {
        lab.unchecked().sync("AD", false);
      } catch (dev.understudy.engine.store.StoreException expected) {
        assertThat(expected).hasMessage("crash");
      }
      lab.store.heal();
      lab.checked().sync("AD", false);
      assertThat(lab.pending("CLOUD"))
          .containsExactly(
              "add user 1: displayName=Ann manager+4",
              "add user 2: displayName=Bob manager+1",
              "add user 3: displayName=Cid manager+4",
              "add user 4: displayName=Eve manager+3");
    }
  }

  @Test
  void anErrorOfOutboundRulesStaysUntilTheyNoLongerFail() {
    Lab lab = people();
    lab.rules(
        RULES.replace(
            "displayName <- displayName",
            "displayName <- =IIF([displayName]=\"Ann\",Error(\"not she\"),[displayName])"));
    lab.full("AD");
    assertThat(lab.errors()).containsExactly("CN=Ann: sync-rule-error-function-triggered");
    lab.delta("AD");
    assertThat(lab.errors()).containsExactly("CN=Ann: sync-rule-error-function-triggered");
    lab.rules(RULES);
    assertThat(lab.delta("AD").result()).isEqualTo("success");
    assertThat(lab.space("AD", "Ann").orElseThrow().state().error()).isNull();
  }
}
