// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.LinkSamples.USERS;
import static dev.understudy.engine.sync.LinkSamples.twoPeople;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How links and metaverse objects end (`spec/engine.md` §2.9).
final class DisconnectionTest {
  @Test
  void aSourceThatGoesTakesItsMetaverseObjectAlong() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "mail=ann@x");
    lab.at("HR").put("user", "A1", "mail=ann@x", "employeeID=1");
    lab.delta("AD");
    lab.delta("HR");
    lab.at("AD").remove("Ann");
    lab.delta("AD");
    assertThat(lab.metaverseCount()).isZero();
    assertThat(lab.space("AD", "Ann")).isEmpty();
    assertThat(lab.isLinked("HR", "A1")).isFalse();
    assertThat(lab.counters()).containsEntry("connector-delete-remove-mv", 1L);
  }

  @Test
  void contributionsAreRecalledWhenTheirSourceGoes() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "mail=ann@x", "title=from AD");
    lab.at("HR").put("user", "A1", "mail=ann@x", "employeeID=1", "title=from HR");
    lab.delta("AD");
    lab.delta("HR");
    lab.at("AD").set("Ann", "title=");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("from HR");
    lab.at("HR").remove("A1");
    lab.delta("HR");
    assertThat(lab.mv("AD", "Ann", "title")).isEmpty();
    assertThat(lab.mv("AD", "Ann", "employeeID")).isEmpty();
    assertThat(lab.counters()).containsEntry("connector-delete-leave-mv", 1L);
  }

  @Test
  void leavingTheScopeOfTheLinkingRuleDisjoins() {
    Lab lab = twoPeople();
    lab.at("HR").put("user", "X", "mail=ann@x", "department=A", "title=T");
    lab.delta("HR");
    lab.at("HR").set("X", "department=Z");
    lab.delta("HR");
    assertThat(lab.isLinked("HR", "X")).isFalse();
    assertThat(lab.mv("AD", "Ann", "title")).isEmpty();
    assertThat(lab.counters()).containsEntry("connector-filtered-leave-mv", 1L);
    lab.at("HR").set("X", "department=A");
    lab.delta("HR");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("T");
  }

  @Test
  void leavingTheScopeOfTheLastProvisioningRuleEndsTheMetaverseObject() {
    Lab lab =
        new Lab(
            USERS.replace(
                "join mail=mail\n  mail", "scope title NOTEQUAL x\n  join mail=mail\n  mail"));
    lab.at("AD").put("user", "Ann", "mail=ann@x");
    lab.at("HR").put("user", "A1", "mail=ann@x");
    lab.delta("AD");
    lab.delta("HR");
    lab.at("AD").set("Ann", "title=x");
    lab.delta("AD");
    assertThat(lab.metaverseCount()).isZero();
    assertThat(lab.isLinked("HR", "A1")).isFalse();
    assertThat(lab.counters()).containsEntry("connector-filtered-remove-mv", 1L);
  }

  @Test
  void aStickyJoinKeepsTheMetaverseObjectAlive() {
    Lab lab = new Lab(USERS.replace("in HR user>person join", "in HR user>person sticky"));
    lab.at("HR").put("user", "A1", "mail=ann@x", "employeeID=1");
    lab.delta("HR");
    assertThat(lab.isLinked("HR", "A1")).isFalse();
    lab.at("AD").put("user", "Ann", "mail=ann@x", "cn=Ann");
    lab.delta("AD");
    lab.delta("HR");
    lab.at("AD").remove("Ann");
    lab.delta("AD");
    assertThat(lab.mv("HR", "A1", "employeeID")).isEqualTo("1");
    assertThat(lab.mv("HR", "A1", "displayName")).isEmpty();
    lab.at("HR").remove("A1");
    lab.delta("HR");
    assertThat(lab.metaverseCount()).isZero();
  }

  @Test
  void anObjectOfAnotherTypeUnderTheSameAnchorGoesThroughTheOtherRules() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              join mail=mail
              mail <- mail
              displayName <- cn
            in AD contact>person provision 110
              join mail=mail
              mail <- mail
              title <- title
            """);
    lab.at("AD").put("user", "Ann", "mail=ann@x", "cn=Ann", "title=T");
    lab.delta("AD");
    lab.at("AD").put("contact", "Ann", "mail=ann@x", "cn=Ann", "title=T");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "displayName")).isEmpty();
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("T");
    assertThat(lab.metaverseCount()).isEqualTo(1);
  }

  @Test
  void anObjectDeletedAndMadeAgainUnderAnotherAnchorJoinsItsPlace() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "mail=ann@x", "title=Old");
    lab.at("HR").put("user", "A1", "mail=ann@x", "employeeID=1");
    lab.delta("AD");
    lab.delta("HR");
    lab.at("AD").remove("Ann");
    LabDirectory.Entry again =
        new LabDirectory.Entry(
            "Ann#2", "user", LabSchema.dn("Ann", false), new java.util.TreeMap<>());
    lab.at("AD").put(again);
    lab.at("AD").set("Ann#2", "mail=ann@x", "title=New");
    lab.delta("AD");
    lab.delta("HR");
    assertThat(lab.mv("AD", "Ann#2", "title")).isEqualTo("New");
    assertThat(lab.areJoined("AD", "Ann#2", "HR", "A1")).isTrue();
    assertThat(lab.space("AD", "Ann").map(object -> object.identity().anchor()))
        .isEqualTo(java.util.Optional.of(dev.understudy.value.Anchor.of("Ann#2")));
  }

  private static Lab withTitles() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "mail=ann@x", "title=T", "cn=Ann");
    lab.at("HR").put("user", "A1", "mail=ann@x", "employeeID=1", "title=HR");
    lab.delta("AD");
    lab.delta("HR");
    return lab;
  }

  @Test
  void aRuleThatIsDeletedTakesItsContributionAwayAtTheNextFullSynchronization() {
    Lab lab = withTitles();
    lab.rules(
        """
        in AD user>person provision 100
          join mail=mail
          mail <- mail
          displayName <- cn
        """);
    lab.fullAll();
    assertThat(lab.mv("AD", "Ann", "title")).isEmpty();
    assertThat(lab.mv("AD", "Ann", "employeeID")).isEmpty();
    assertThat(lab.isLinked("HR", "A1")).isFalse();
  }

  @Test
  void aRuleThatIsDisabledTakesItsContributionAwayAtTheNextFullSynchronization() {
    Lab lab = withTitles();
    lab.rules(
        USERS.replace("in HR user>person join 110", "in HR user>person join 110\n  disabled"));
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "employeeID")).isEqualTo("1");
    lab.fullAll();
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("T");
    assertThat(lab.mv("AD", "Ann", "employeeID")).isEmpty();
    assertThat(lab.isLinked("HR", "A1")).isFalse();
    lab.rules(USERS);
    lab.fullAll();
    assertThat(lab.mv("AD", "Ann", "employeeID")).isEqualTo("1");
  }

  @Test
  void aStickyJoinThatLeavesItsScopeKeepsNothingAlive() {
    Lab lab =
        new Lab(
            USERS.replace(
                "in HR user>person join 110",
                "in HR user>person sticky 110\n  scope title NOTEQUAL gone"));
    lab.at("AD").put("user", "Ann", "mail=ann@x", "cn=Ann");
    lab.at("HR").put("user", "A1", "mail=ann@x", "employeeID=1");
    lab.delta("AD");
    lab.delta("HR");
    lab.at("AD").remove("Ann");
    lab.delta("AD");
    assertThat(lab.metaverseCount()).isEqualTo(1);
    lab.at("HR").set("A1", "title=gone");
    lab.delta("HR");
    assertThat(lab.metaverseCount()).isZero();
    assertThat(lab.isLinked("HR", "A1")).isFalse();
  }
}
