// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Joins, projections and their ends (`spec/engine.md` §2.4, §2.9).
final class LinksOfObjectsTest {
  private static final String USERS =
      """
      in AD user>person provision 100
        join mail=mail
        mail <- mail
        displayName <- cn
        title <- title
      in HR user>person join 110
        join mail=mail
        employeeID <- employeeID
        title <- title
      """;

  @Test
  void anObjectIsProjectedAndItsAttributesFlow() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "mail=ann@x", "cn=Ann");
    assertThat(lab.delta("AD").result()).isEqualTo("success");
    assertThat(lab.mv("AD", "Ann", "displayName")).isEqualTo("Ann");
    assertThat(lab.origin("AD", "Ann", "displayName")).isEqualTo(100);
    assertThat(lab.counters()).containsEntry("disconnector-projected-flow", 1L);
  }

  @Test
  void anObjectJoinsTheOneMatch() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "mail=ann@x", "cn=Ann");
    lab.delta("AD");
    lab.at("HR").put("user", "A1", "mail=ANN@X", "employeeID=1");
    lab.delta("HR");
    assertThat(lab.areJoined("AD", "Ann", "HR", "A1")).isTrue();
    assertThat(lab.mv("AD", "Ann", "employeeID")).isEqualTo("1");
    assertThat(lab.counters()).containsEntry("disconnector-joined-flow", 1L);
  }

  @Test
  void aDisconnectorIsTriedAgainWhenItsPartnerAppears() {
    Lab lab = new Lab(USERS);
    lab.at("HR").put("user", "A1", "mail=ann@x", "employeeID=1");
    lab.delta("HR");
    assertThat(lab.isLinked("HR", "A1")).isFalse();
    assertThat(lab.counters()).containsEntry("disconnector-remains", 1L);
    lab.at("AD").put("user", "Ann", "mail=ann@x", "cn=Ann");
    lab.delta("AD");
    lab.delta("HR");
    assertThat(lab.areJoined("AD", "Ann", "HR", "A1")).isTrue();
  }

  @Test
  void anObjectThatIsInNoScopeStaysAlone() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("group", "G", "cn=G");
    lab.delta("AD");
    assertThat(lab.isLinked("AD", "G")).isFalse();
    assertThat(lab.counters()).containsOnlyKeys("disconnector-filtered");
  }

  @Test
  void anObjectWithoutAnyJoinValueIsNotProjected() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.isLinked("AD", "Ann")).isFalse();
    lab.at("AD").set("Ann", "mail=ann@x");
    lab.delta("AD");
    assertThat(lab.isLinked("AD", "Ann")).isTrue();
  }

  @Test
  void aRuleWithoutJoinsProjectsEverythingInScope() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              displayName <- cn
            """);
    lab.at("AD").put("user", "Ann", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "displayName")).isEqualTo("Ann");
  }

  @Test
  void aJoinValueWithSeveralValuesIsAnError() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              join proxyAddresses=mail
              mail <- mail
            """);
    lab.at("AD").put("user", "Ann", "proxyAddresses=a|b");
    assertThat(lab.delta("AD").result()).isEqualTo("completed-sync-errors");
    assertThat(lab.errors()).containsExactly("CN=Ann: join-object-id-must-be-single-valued");
  }

  @Test
  void theFirstGroupThatYieldsExactlyOneMatchWins() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              join sid=sid
              sid <- sid
              mail <- mail
              employeeID <- employeeID
            in HR user>person join 110
              join mail=mail
              join employeeID=employeeID
              title <- title
            """);
    lab.at("AD").put("user", "Ann", "sid=1", "mail=same@x", "employeeID=1");
    lab.at("AD").put("user", "Bob", "sid=2", "mail=same@x", "employeeID=2");
    lab.delta("AD");
    lab.at("HR").put("user", "B2", "mail=same@x", "employeeID=2");
    lab.delta("HR");
    assertThat(lab.areJoined("HR", "B2", "AD", "Bob")).isTrue();
  }

  @Test
  void allClausesOfAGroupMustMatch() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              join sid=sid
              sid <- sid
              mail <- mail
              employeeID <- employeeID
            in HR user>person join 110
              join mail=mail & employeeID=employeeID
              title <- title
            """);
    lab.at("AD").put("user", "Ann", "sid=1", "mail=same@x", "employeeID=1");
    lab.at("AD").put("user", "Bob", "sid=2", "mail=same@x", "employeeID=2");
    lab.delta("AD");
    lab.at("HR").put("user", "B2", "mail=same@x", "employeeID=2");
    lab.at("HR").put("user", "C", "mail=same@x");
    lab.delta("HR");
    assertThat(lab.areJoined("HR", "B2", "AD", "Bob")).isTrue();
    assertThat(lab.isLinked("HR", "C")).isFalse();
  }

  @Test
  void aJoinMayBeCaseSensitive() {
    Lab lab = new Lab(USERS.replace("in HR user>person join 110\n  join mail=mail", ""));
    lab.rules(
        """
        in AD user>person provision 100
          join mail=mail
          mail <- mail
        in HR user>person join 110
          join mail==mail
          title <- title
        """);
    lab.at("AD").put("user", "Ann", "mail=Ann@x");
    lab.at("HR").put("user", "A1", "mail=ann@x");
    lab.at("HR").put("user", "A2", "mail=Ann@x");
    lab.fullAll();
    assertThat(lab.isLinked("HR", "A1")).isFalse();
    assertThat(lab.areJoined("HR", "A2", "AD", "Ann")).isTrue();
  }

  @Test
  void aLinkOutlivesItsJoinCriteria() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "mail=ann@x");
    lab.delta("AD");
    lab.at("HR").put("user", "A1", "mail=ann@x", "employeeID=1");
    lab.delta("HR");
    lab.at("HR").set("A1", "mail=other@x");
    lab.delta("HR");
    assertThat(lab.areJoined("AD", "Ann", "HR", "A1")).isTrue();
    lab.full("HR");
    assertThat(lab.areJoined("AD", "Ann", "HR", "A1")).isTrue();
  }

  @Test
  void twoObjectsOfOneConnectorDoNotShareAMetaverseObject() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "mail=ann@x", "cn=Ann");
    lab.at("AD").put("user", "Anna", "mail=ann@x", "cn=Anna");
    assertThat(lab.delta("AD").result()).isEqualTo("completed-sync-errors");
    assertThat(lab.isLinked("AD", "Ann")).isTrue();
    assertThat(lab.isLinked("AD", "Anna")).isFalse();
    assertThat(lab.errors())
        .containsExactly("CN=Anna: ambiguous-import-flow-from-multiple-connectors");
    lab.at("AD").remove("Ann");
    lab.delta("AD");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Anna", "displayName")).isEqualTo("Anna");
  }

  private static final String TWO_JOINS =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
        mail <- mail
        employeeID <- employeeID
      in HR user>person join 110
        scope department EQUAL A
        join mail=mail
        title <- title
      in HR user>person join 120
        scope company EQUAL B
        join employeeID=employeeID
        info <- info
      """;

  private static Lab twoPeople() {
    Lab lab = new Lab(TWO_JOINS);
    lab.at("AD").put("user", "Ann", "sid=1", "mail=ann@x", "employeeID=1");
    lab.at("AD").put("user", "Bob", "sid=2", "mail=bob@x", "employeeID=2");
    lab.delta("AD");
    return lab;
  }

  @Test
  void twoRulesInScopeWithDifferentJoinsAreAnErrorOfTheObject() {
    Lab lab = twoPeople();
    lab.at("HR").put("user", "X", "mail=ann@x", "employeeID=2", "department=A", "company=B");
    lab.at("HR").put("user", "Y", "mail=ann@x", "department=A");
    assertThat(lab.delta("HR").result()).isEqualTo("completed-sync-errors");
    assertThat(lab.errors()).containsExactly("CN=X: sync-rule-inbound-flow-rules-invalid");
    assertThat(lab.areJoined("HR", "Y", "AD", "Ann")).isTrue();
  }

  @Test
  void severalRulesWithTheSameJoinsAreNoError() {
    Lab lab =
        new Lab(
            """
            in AD group>group provision 100
              join cn=cn
              cn <- cn
            in AD group>group provision 101
              join cn=cn
              scope mail ISNOTNULL
              mail <- mail
            """);
    lab.at("AD").put("group", "G", "cn=G", "mail=g@x");
    assertThat(lab.delta("AD").result()).isEqualTo("success");
    assertThat(lab.mv("AD", "G", "mail")).isEqualTo("g@x");
  }

  @Test
  void anObjectThatMovesFromOneJoinRuleToAnotherIsJoinedAgain() {
    Lab lab = twoPeople();
    lab.at("HR")
        .put("user", "X", "mail=ann@x", "employeeID=2", "department=A", "title=T", "info=I");
    lab.delta("HR");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("T");
    lab.at("HR").set("X", "department=", "company=B");
    lab.delta("HR");
    assertThat(lab.areJoined("HR", "X", "AD", "Bob")).isTrue();
    assertThat(lab.mv("AD", "Ann", "title")).isEmpty();
    assertThat(lab.mv("AD", "Bob", "info")).isEqualTo("I");
  }

  @Test
  void anObjectThatMovesToARuleWithTheSamePartnerKeepsItsLink() {
    Lab lab = twoPeople();
    lab.at("HR")
        .put("user", "X", "mail=ann@x", "employeeID=1", "department=A", "title=T", "info=I");
    lab.delta("HR");
    lab.at("HR").set("X", "department=", "company=B");
    lab.delta("HR");
    assertThat(lab.areJoined("HR", "X", "AD", "Ann")).isTrue();
    assertThat(lab.mv("AD", "Ann", "title")).isEmpty();
    assertThat(lab.mv("AD", "Ann", "info")).isEqualTo("I");
  }

  @Test
  void aRuleWithoutJoinsAppliesWhateverItsPrecedence() {
    Lab lab =
        new Lab(
            """
            in AD user>person join 50
              displayName <- ='early'
              title <- title
            in AD user>person provision 100
              join mail=mail
              displayName <- cn
            in AD user>person join 150
              info <- info
            """
                .replace("='early'", "'early'"));
    lab.at("AD").put("user", "Ann", "mail=ann@x", "cn=Ann", "title=T", "info=I");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "displayName")).isEqualTo("early");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("T");
    assertThat(lab.mv("AD", "Ann", "info")).isEqualTo("I");
  }

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

  @Test
  void aDisabledRuleTakesItsContributionAwayAtTheNextFullSynchronization() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "mail=ann@x", "title=T", "cn=Ann");
    lab.at("HR").put("user", "A1", "mail=ann@x", "employeeID=1", "title=HR");
    lab.delta("AD");
    lab.delta("HR");
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
  void anyTypeOfMetaverseObjectIsJoinedByAStarRule() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              join sid=sid
              sid <- sid
            in AD group>group provision 101
              join sid=sid
              sid <- sid
            in HR fsp>* join 118
              join sid=sid
            """);
    lab.at("AD").put("user", "Ann", "sid=1");
    lab.at("AD").put("group", "G", "sid=2");
    lab.delta("AD");
    lab.at("HR").put("fsp", "S1", "sid=1");
    lab.at("HR").put("fsp", "S2", "sid=2");
    lab.delta("HR");
    assertThat(lab.areJoined("AD", "Ann", "HR", "S1")).isTrue();
    assertThat(lab.areJoined("AD", "G", "HR", "S2")).isTrue();
  }
}
