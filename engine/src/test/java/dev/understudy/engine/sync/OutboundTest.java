// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// From the metaverse to the objects of every connector (`spec/engine.md` §2.5, §2.9).
final class OutboundTest {
  private static final String RULES =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
        mail <- mail
        displayName <- cn
        title <- title
        cloudFiltered <- cloudFiltered
      in CLOUD user>person join 150
        join cloudAnchor=cloudAnchor
        cloudAnchor <- cloudAnchor
      out CLOUD person>user provision 200
        scope cloudFiltered NOTEQUAL True & sid ISNOTNULL
        join sid=sid
        dn <- sid
        sid <- sid
        displayName <- displayName
      out CLOUD person>user join 210
        scope cloudFiltered NOTEQUAL True
        title <- title
      """;

  private static Lab withAnn() {
    Lab lab = new Lab(RULES);
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann", "title=Boss");
    lab.delta("AD");
    return lab;
  }

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
  void aJoinedObjectIsNotDeletedWhenItsRuleNoLongerApplies() {
    Lab lab = new Lab(RULES.replace("provision 200", "join 200"));
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.at("CLOUD").put("user", "1", "sid=1");
    lab.delta("AD");
    lab.delta("CLOUD");
    lab.at("AD").set("Ann", "cloudFiltered=true");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    assertThat(lab.isLinked("CLOUD", "1")).isFalse();
  }

  @Test
  void anObjectOfAnotherToolJoinedByAnInboundRuleIsNotDeletedWhenFiltered() {
    Lab lab =
        new Lab(
            RULES
                .replace("join cloudAnchor=cloudAnchor", "join sid=sid")
                .replace("provision 200", "join 200"));
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.delta("AD");
    lab.at("CLOUD").put("user", "1", "sid=1", "cloudAnchor=c1");
    lab.delta("CLOUD");
    lab.at("AD").set("Ann", "cloudFiltered=true");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    assertThat(lab.mv("AD", "Ann", "cloudAnchor")).isEqualTo("c1");
  }

  @Test
  void whatWasProvisionedIsDeletedWhenTheRuleNoLongerApplies() {
    Lab lab = withAnn();
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").set("Ann", "cloudFiltered=true");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("delete 1");
    assertThat(lab.counters()).containsEntry("CLOUD/provisioned-disconnect", 1L);
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.space("CLOUD", "1")).isEmpty();
    assertThat(lab.isLinked("AD", "Ann")).isTrue();
  }

  @Test
  void aDeleteThatWasNotExportedIsTakenBackWhenTheRuleAppliesAgain() {
    Lab lab = withAnn();
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").set("Ann", "cloudFiltered=true");
    lab.delta("AD");
    lab.at("AD").set("Ann", "cloudFiltered=");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    assertThat(lab.areJoined("AD", "Ann", "CLOUD", "1")).isTrue();
  }

  @Test
  void whatWasNeverExportedVanishesWhenItIsNotWanted() {
    Lab lab = withAnn();
    lab.at("AD").set("Ann", "cloudFiltered=true");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    assertThat(lab.space("CLOUD", "1")).isEmpty();
  }

  @Test
  void deletesCascadeWhenTheMetaverseObjectEnds() {
    Lab lab = withAnn();
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").remove("Ann");
    lab.delta("AD");
    assertThat(lab.metaverseCount()).isZero();
    assertThat(lab.pending("CLOUD")).containsExactly("delete 1");
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.space("CLOUD", "1")).isEmpty();
  }

  @Test
  void anObjectDeletedInTheTargetIsMadeAgain() {
    Lab lab = withAnn();
    lab.exportAndConfirm("CLOUD");
    lab.at("CLOUD").remove("1");
    lab.delta("CLOUD");
    assertThat(lab.pending("CLOUD"))
        .containsExactly("add user 1: displayName=Ann sid=1 title=Boss");
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    assertThat(lab.areJoined("AD", "Ann", "CLOUD", "1#2")).isTrue();
  }

  @Test
  void aComputedNameThatChangesIsARename() {
    Lab lab = withAnn();
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").set("Ann", "sid=2");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("update 1: dn=2 sid=2");
    assertThat(lab.counters()).containsEntry("CLOUD/provisioned-rename-flow", 1L);
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
  }

  @Test
  void whatIsOnlyPlannedTakesItsNewNameAtOnce() {
    Lab lab = withAnn();
    lab.at("AD").set("Ann", "sid=2");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD"))
        .containsExactly("add user 2: displayName=Ann sid=2 title=Boss");
  }

  @Test
  void aNameThatAnotherIdentityHasIsAnError() {
    Lab lab = new Lab(RULES.replace("dn <- sid", "dn <- displayName"));
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Same");
    lab.at("AD").put("user", "Bob", "sid=2", "cn=Same");
    assertThat(lab.delta("AD").result()).isEqualTo("completed-sync-errors");
    assertThat(lab.errors()).containsExactly("CN=Bob: sync-rule-flow-provisioning-failed");
    lab.at("AD").set("Ann", "cn=Ann");
    lab.delta("AD");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD"))
        .containsExactly(
            "add user Ann: displayName=Ann sid=1", "add user Same: displayName=Same sid=2");
  }

  private static final String CONTACT_OR_USER =
      """
      in AD contact>person provision 100 Contacts
        join mail=mail
        mail <- mail
        displayName <- cn
        extra <- ='contact'
      in HR user>person provision 90 Users
        join mail=mail
        mail <- mail
        displayName <- cn
        extra <- ='user'
      out CLOUD person>user provision 200
        scope extra EQUAL user
        dn <- ="U_" & [mail]
        displayName <- displayName
      out CLOUD person>contact provision 210
        scope extra EQUAL contact
        dn <- ="C_" & [mail]
        displayName <- displayName
      """
          .replace("='contact'", "'contact'")
          .replace("='user'", "'user'");

  @Test
  void aContactThatBecomesAUserIsDeletedAndAdded() {
    Lab lab = new Lab(CONTACT_OR_USER);
    lab.at("AD").put("contact", "Ann", "mail=a@x", "cn=Ann");
    lab.delta("AD");
    lab.exportAndConfirm("CLOUD");
    lab.at("HR").put("user", "A1", "mail=a@x", "cn=Ann M");
    lab.delta("HR");
    assertThat(lab.pending("CLOUD"))
        .containsExactly("add user U_a@x: displayName=Ann M", "delete C_a@x");
    assertThat(lab.counters()).containsEntry("CLOUD/provisioned-delete-add-flow", 1L);
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    assertThat(lab.areJoined("AD", "Ann", "HR", "A1")).isTrue();
  }

  @Test
  void aContactThatWasNotExportedYetBecomesAUserInPlace() {
    Lab lab = new Lab(CONTACT_OR_USER);
    lab.at("AD").put("contact", "Ann", "mail=a@x", "cn=Ann");
    lab.delta("AD");
    lab.at("HR").put("user", "A1", "mail=a@x", "cn=Ann M");
    lab.delta("HR");
    assertThat(lab.pending("CLOUD")).containsExactly("add user U_a@x: displayName=Ann M");
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
  void aRuleThatProvisionsWithoutANameIsAnError() {
    Lab lab = new Lab(RULES.replace("  dn <- sid\n", ""));
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.errors()).containsExactly("CN=Ann: sync-rule-flow-provisioning-failed");
    assertThat(lab.metaverseCount()).isZero();
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
}
