// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.OutboundSamples.RULES;
import static dev.understudy.engine.sync.OutboundSamples.withAnn;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// From the metaverse to the objects of every connector (`spec/engine.md` §2.5).
final class OutboundTest {
  @Test
  void anObjectIsProvisionedWithAllThatRulesWant() {
    Lab lab = withAnn();
    assertThat(lab.pending("CLOUD"))
        .containsExactly("add user 1: displayName=Ann sid=1 title=Boss");
    assertThat(lab.counters()).containsEntry("CLOUD/provisioned-add-flow", 1L);
  }

  @Test
  void whatWasExportedIsConfirmedAndNothingIsPendingAnyMore() {
    Lab lab = withAnn();
    lab.export("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    lab.delta("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    assertThat(lab.areJoined("AD", "Ann", "CLOUD", "1")).isTrue();
    assertThat(lab.at("CLOUD").entry("1").values()).containsKeys("displayName", "sid", "title");
  }

  @Test
  void aChangeIsExportedAttributeByAttribute() {
    Lab lab = withAnn();
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").set("Ann", "title=", "cn=Anna");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("update 1: displayName=Anna title=");
    assertThat(lab.counters()).containsEntry("CLOUD/connector-flow", 1L);
  }

  @Test
  void whatTheDirectoryHasAlreadyIsNotExported() {
    Lab lab = withAnn();
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").set("Ann", "title=Chief");
    lab.at("CLOUD").set("1", "title=Chief");
    lab.delta("AD");
    lab.delta("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
  }

  @Test
  void whatSomebodyChangedInTheDirectoryIsPutRight() {
    Lab lab = withAnn();
    lab.exportAndConfirm("CLOUD");
    lab.at("CLOUD").set("1", "title=Wrong", "info=not managed");
    lab.delta("CLOUD");
    assertThat(lab.pending("CLOUD")).containsExactly("update 1: title=Boss");
  }

  @Test
  void anExistingObjectIsJoinedInsteadOfMadeTwice() {
    Lab lab = new Lab(RULES);
    lab.at("CLOUD").put("user", "somewhere", "sid=1", "displayName=Old");
    lab.delta("CLOUD");
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.areJoined("AD", "Ann", "CLOUD", "somewhere")).isTrue();
    assertThat(lab.pending("CLOUD")).containsExactly("update somewhere: dn=1 displayName=Ann");
  }

  @Test
  void anObjectFoundLaterTakesThePlaceOfWhatWasPlanned() {
    Lab lab = withAnn();
    lab.at("CLOUD").put("user", "found", "sid=1", "cloudAnchor=9");
    lab.delta("CLOUD");
    lab.delta("AD");
    lab.full("AD");
    assertThat(lab.pending("CLOUD").toString()).contains("1");
  }

  @Test
  void anObjectWithTheComputedNameIsJoined() {
    Lab lab = new Lab(RULES.replace("  join sid=sid\n  dn", "  dn"));
    lab.at("CLOUD").put("user", "1", "displayName=Old", "info=kept");
    lab.delta("CLOUD");
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.areJoined("AD", "Ann", "CLOUD", "1")).isTrue();
    assertThat(lab.pending("CLOUD")).containsExactly("update 1: displayName=Ann sid=1");
  }

  @Test
  void aRuleThatOnlyJoinsMakesNothing() {
    Lab lab = new Lab(RULES.replace("provision 200", "join 200"));
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    lab.at("CLOUD").put("user", "1", "sid=1");
    lab.delta("CLOUD");
    assertThat(lab.areJoined("AD", "Ann", "CLOUD", "1")).isTrue();
    assertThat(lab.pending("CLOUD")).containsExactly("update 1: displayName=Ann");
  }

  @Test
  void anInboundLinkDoesNotLicenseOutboundFlow() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              join sid=sid
              sid <- sid
              displayName <- cn
            in CLOUD user>person join 150
              join sid=sid
              cloudAnchor <- cloudAnchor
            out CLOUD person>user join 210
              displayName <- displayName
            """);
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.delta("AD");
    lab.at("CLOUD").put("user", "1", "sid=1", "displayName=Other");
    lab.delta("CLOUD");
    assertThat(lab.areJoined("AD", "Ann", "CLOUD", "1")).isTrue();
    assertThat(lab.pending("CLOUD")).isEmpty();
  }

  @Test
  void aLinkedMailboxIsNotExportedUntilItsAccountAppears() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100 Exchange forest
              join sid=sid
              sid <- sid
              mail <- mail
              sourceAnchor <- =IIF([number]=2,NULL,[employeeID])
            in HR user>person provision 110 Account forest
              join sid=sid
              sid <- sid
              sourceAnchor <- employeeID
              upn <- upn
            out CLOUD person>user provision 200
              scope sourceAnchor ISNOTNULL & upn ISNOTNULL
              dn <- sourceAnchor
              mail <- mail
              upn <- upn
            """);
    lab.at("AD").put("user", "Box", "sid=1", "mail=ann@x", "number=2", "employeeID=box");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    lab.at("HR").put("user", "Ann", "sid=1", "employeeID=acct", "upn=ann@y");
    lab.delta("HR");
    assertThat(lab.pending("CLOUD")).containsExactly("add user acct: mail=ann@x upn=ann@y");
  }

  @Test
  void aDisabledAccountChangesRulesAndIsNotDeleted() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              join sid=sid
              sid <- sid
              sourceAnchor <- sid
            in AD user>person join 102
              scope flags ISNOTBITSET 2
              displayName <- cn
              enabled <- 'True'
            in AD user>person join 103
              scope flags ISBITSET 2
              enabled <- 'False'
            out CLOUD person>user provision 200
              dn <- sourceAnchor
              displayName <- displayName
              enabled <- enabled
            """);
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann", "flags=512");
    lab.delta("AD");
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").set("Ann", "flags=514");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("update 1: displayName= enabled=False");
  }

  @Test
  void severalOutboundRulesWithTheSameJoinMakeOneLinkAndAllFlow() {
    Lab lab =
        new Lab(
            """
            in AD group>group provision 100
              join sid=sid
              sid <- sid
              displayName <- cn
              mail <- mail
            out CLOUD group>group provision 200
              join sid=sid
              dn <- sid
              sid <- sid
            out CLOUD group>group join 210
              join sid=sid
              displayName <- displayName
            out CLOUD group>group join 220
              join sid=sid
              mail <- mail
            """);
    lab.at("CLOUD").put("group", "g", "sid=g");
    lab.at("AD").put("group", "G", "sid=g", "cn=G", "mail=g@x");
    lab.delta("CLOUD");
    lab.delta("AD");
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.areJoined("AD", "G", "CLOUD", "g")).isTrue();
    assertThat(lab.pending("CLOUD")).containsExactly("update g: displayName=G mail=g@x");
  }

  @Test
  void whereAJoinFindsSeveralObjectsTheNextGroupIsTried() {
    Lab lab =
        new Lab(RULES.replace("  join sid=sid\n  dn", "  join sid=sid\n  join extra=sid\n  dn"));
    lab.at("CLOUD").put("user", "a", "sid=1");
    lab.at("CLOUD").put("user", "b", "sid=1");
    lab.at("CLOUD").put("user", "c", "extra=1");
    lab.delta("CLOUD");
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.areJoined("AD", "Ann", "CLOUD", "c")).isTrue();
  }
}
