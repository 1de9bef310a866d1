// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.LinkSamples.USERS;
import static dev.understudy.engine.sync.LinkSamples.twoPeople;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Which metaverse object an object joins (`spec/engine.md` §2.4).
final class JoinTest {
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

  @Test
  void whoIsJoinedDoesNotDependOnTheOrderOfImports() {
    String rules =
        """
        in AD user>person provision 100
          join mail=mail
          mail <- mail
          displayName <- cn
          title <- title
        in HR user>person provision 110
          join mail=mail
          mail <- mail
          displayName <- cn
          title <- title
        out CLOUD person>user provision 200
          dn <- mail
          displayName <- displayName
          title <- title
        """;
    Lab sooner = new Lab(rules);
    Lab later = new Lab(rules);
    for (Lab lab : List.of(sooner, later)) {
      lab.at("AD").put("user", "Ann", "mail=ann@x", "cn=Ann");
      lab.at("AD").put("user", "Bob", "mail=bob@x", "cn=Bob", "title=AD");
      lab.at("HR").put("user", "A1", "mail=ANN@x", "cn=Annie", "title=HR");
      lab.at("HR").put("user", "C1", "mail=cid@x", "cn=Cid");
    }
    sooner.delta("AD");
    sooner.delta("HR");
    later.delta("HR");
    later.delta("AD");
    assertThat(LabView.canonical(sooner)).isEqualTo(LabView.canonical(later));
    assertThat(later.areJoined("AD", "Ann", "HR", "A1")).isTrue();
    assertThat(later.mv("AD", "Ann", "displayName")).isEqualTo("Ann");
    assertThat(later.mv("AD", "Ann", "title")).isEqualTo("HR");
  }

  @Test
  void aJoinRuleThatComesIntoScopeBesideTheJoiningOneMustJoinAlike() {
    Lab lab = twoPeople();
    lab.at("HR").put("user", "X", "mail=ann@x", "employeeID=1", "department=A", "title=T");
    lab.delta("HR");
    lab.at("HR").set("X", "company=B", "title=Changed");
    assertThat(lab.delta("HR").result()).isEqualTo("completed-sync-errors");
    assertThat(lab.errors()).containsExactly("CN=X: sync-rule-inbound-flow-rules-invalid");
    assertThat(lab.areJoined("HR", "X", "AD", "Ann")).isTrue();
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("T");
  }

  @Test
  void binaryValuesAreJoinedByteByByte() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              join guid=guid
              guid <- guid
            in HR user>person join 110
              join guid=guid
            """);
    lab.at("AD").put("user", "Ann", "guid=abc");
    lab.delta("AD");
    lab.at("HR").put("user", "A1", "guid=ABC");
    lab.at("HR").put("user", "A2", "guid=abc");
    lab.delta("HR");
    assertThat(lab.isLinked("HR", "A1")).isFalse();
    assertThat(lab.areJoined("AD", "Ann", "HR", "A2")).isTrue();
  }
}
