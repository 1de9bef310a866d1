// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.OutboundSamples.RULES;
import static dev.understudy.engine.sync.OutboundSamples.withAnn;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Computed names, and what happens when they change or are taken (`spec/engine.md` §2.5).
final class OutboundNamesTest {
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
  void aRuleThatProvisionsWithoutANameIsAnError() {
    Lab lab = new Lab(RULES.replace("  dn <- sid\n", ""));
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.errors()).containsExactly("CN=Ann: sync-rule-flow-provisioning-failed");
    assertThat(lab.metaverseCount()).isZero();
  }

  /// The directory would refuse two objects of one name, so the old one goes first.
  @Test
  void anObjectWaitsForItsNameWhileOneOfAnotherTypeIsDeleted() {
    Lab lab = new Lab(CONTACT_OR_USER.replace("\"U_\" & ", "").replace("\"C_\" & ", ""));
    lab.at("AD").put("contact", "Ann", "mail=a@x", "cn=Ann");
    lab.delta("AD");
    lab.exportAndConfirm("CLOUD");
    lab.at("HR").put("user", "A1", "mail=a@x", "cn=Ann M");
    lab.delta("HR");
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.pending("CLOUD")).containsExactly("delete a@x");
    lab.exportAndConfirm("CLOUD");
    lab.delta("AD");
    lab.delta("HR");
    assertThat(lab.pending("CLOUD")).containsExactly("add user a@x: displayName=Ann M");
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
  }

  @Test
  void whatWasPlannedUnderANameThatIsTakenIsTriedAgainUntilItIsFree() {
    Lab lab = new Lab(CONTACT_OR_USER);
    lab.at("AD").put("contact", "Ann", "mail=a@x", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("add contact C_a@x: displayName=Ann");
    lab.at("CLOUD").put("user", "C_a@x", "displayName=Other");
    lab.delta("CLOUD");
    lab.delta("AD");
    assertThat(lab.errors()).containsExactly("CN=Ann: sync-rule-flow-provisioning-failed");
    lab.at("CLOUD").remove("C_a@x");
    lab.delta("CLOUD");
    lab.delta("AD");
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.pending("CLOUD")).containsExactly("add contact C_a@x: displayName=Ann");
  }
}
