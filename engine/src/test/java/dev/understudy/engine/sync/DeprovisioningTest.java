// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.OutboundSamples.RULES;
import static dev.understudy.engine.sync.OutboundSamples.withAnn;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What becomes of the objects of a directory when their rules no longer apply (`spec/engine.md`
/// §2.9).
final class DeprovisioningTest {
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

  private static final String OTHER_TOOL =
      RULES.replace("join cloudAnchor=cloudAnchor", "join sid=sid");

  /// Ann is in the cloud already, made by somebody else, and finds her account by an inbound rule.
  private static Lab madeByAnotherTool(String... attributes) {
    Lab lab = new Lab(OTHER_TOOL);
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.at("AD").set("Ann", attributes);
    lab.delta("AD");
    lab.at("CLOUD").put("user", "1", "sid=1", "cloudAnchor=c1", "displayName=Other");
    lab.delta("CLOUD");
    return lab;
  }

  @Test
  void anObjectOfAnotherToolIsNotDeletedBecauseItIsFiltered() {
    Lab lab = madeByAnotherTool("cloudFiltered=true");
    assertThat(lab.areJoined("AD", "Ann", "CLOUD", "1")).isTrue();
    assertThat(lab.pending("CLOUD")).isEmpty();
    lab.full("AD");
    lab.full("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    lab.at("AD").remove("Ann");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    assertThat(lab.isLinked("CLOUD", "1")).isFalse();
  }

  /// Whoever made it: from the first flow of a provisioning rule on it is ours.
  @Test
  void anObjectThatAProvisioningRuleTookOverIsDeletedWhenItIsFiltered() {
    Lab lab = madeByAnotherTool();
    assertThat(lab.pending("CLOUD")).containsExactly("update 1: displayName=Ann");
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").set("Ann", "cloudFiltered=true");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("delete 1");
  }

  /// What it contributed goes with it, in the same synchronization.
  @Test
  void theValuesOfAnObjectThatIsDeprovisionedAreRecalled() {
    Lab lab = madeByAnotherTool();
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.mv("AD", "Ann", "cloudAnchor")).isEqualTo("c1");
    lab.at("AD").set("Ann", "cloudFiltered=true");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "cloudAnchor")).isEmpty();
    lab.at("AD").set("Ann", "cloudFiltered=");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    lab.delta("CLOUD");
    assertThat(lab.mv("AD", "Ann", "cloudAnchor")).isEqualTo("c1");
  }
}
