// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.ReferenceSamples.RULES;
import static dev.understudy.engine.sync.ReferenceSamples.people;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// References from a connector space through the metaverse into others (`spec/engine.md` §1.10).
final class ReferencesTest {
  @Test
  void aReferenceFlowsThroughTheMetaverse() {
    Lab lab = new Lab(RULES);
    people(lab, "Bob", "Ann");
    lab.at("AD").set("Ann", "manager=Bob");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "manager")).isEqualTo("AD:CN=Bob");
    assertThat(lab.pending("CLOUD")).containsExactly("add user ann: manager+bob", "add user bob:");
  }

  @Test
  void aReferenceToOneWhoArrivesLaterResolvesThen() {
    Lab lab = new Lab(RULES);
    people(lab, "Ann");
    lab.at("AD").set("Ann", "manager=Bob");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "manager")).isEmpty();
    people(lab, "Bob");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "manager")).isEqualTo("AD:CN=Bob");
    assertThat(lab.pending("CLOUD")).containsExactly("add user ann: manager+bob", "add user bob:");
  }

  @Test
  void aReferenceForwardInTheSameImportResolves() {
    Lab lab = new Lab(RULES).limits(1, 2_000, 20_000);
    people(lab, "Ann", "Bob");
    lab.at("AD").set("Ann", "manager=Bob");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "manager")).isEqualTo("AD:CN=Bob");
    assertThat(lab.wanted("CLOUD", "ann")).contains("manager>bob");
  }

  @Test
  void twoWhoReferToEachOther() {
    Lab lab = new Lab(RULES);
    people(lab, "Ann", "Bob");
    lab.at("AD").set("Ann", "manager=Bob");
    lab.at("AD").set("Bob", "manager=Ann");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD"))
        .containsExactly("add user ann: manager+bob", "add user bob: manager+ann");
  }

  @Test
  void oneWhoRefersToHerself() {
    Lab lab = new Lab(RULES);
    people(lab, "Ann");
    lab.at("AD").set("Ann", "manager=Ann");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("add user ann: manager+ann");
    lab.at("AD").remove("Ann");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).isEmpty();
  }

  @Test
  void aReferenceThatChangesIsReplaced() {
    Lab lab = new Lab(RULES);
    people(lab, "Ann", "Bob", "Cid");
    lab.at("AD").set("Ann", "manager=Bob");
    lab.delta("AD");
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").set("Ann", "manager=Cid");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("update ann: manager+cid manager-bob");
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    lab.at("AD").set("Ann", "manager=");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("update ann: manager-cid");
  }

  @Test
  void aGroupMayBeReadBeforeItsMembers() {
    Lab lab = new Lab(RULES);
    lab.at("AD").put("group", "G", "sid=g", "member=Ann|Bob");
    lab.delta("AD");
    assertThat(lab.mv("AD", "G", "memberCount")).isEqualTo("2");
    people(lab, "Ann");
    lab.delta("AD");
    people(lab, "Bob");
    lab.delta("AD");
    assertThat(lab.mv("AD", "G", "member")).isEqualTo("AD:CN=Ann|AD:CN=Bob");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>ann member>bob");
  }

  @Test
  void aMemberThatComesOrGoesIsOneChange() {
    Lab lab = new Lab(RULES);
    people(lab, "Ann", "Bob", "Cid");
    lab.at("AD").put("group", "G", "sid=g", "member=Ann|Bob");
    lab.delta("AD");
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").set("G", "member=Bob|Cid");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("update g: member+cid member-ann");
    lab.at("AD").set("G", "member=Ann|Bob");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).isEmpty();
  }

  @Test
  void aReferenceThatNoRuleManagesIsLeftAlone() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              join sid=sid
              sid <- sid
              owner <- manager
            out HR person>user provision 200
              join sid=sid
              dn <- ="CN=" & [sid]
              sid <- sid
              manager <- owner
            """);
    people(lab, "Ann", "Bob");
    lab.at("AD").set("Ann", "manager=Bob");
    lab.delta("AD");
    lab.exportAndConfirm("HR");
    lab.at("HR").set("ann", "owner=bob");
    lab.delta("HR");
    assertThat(lab.pending("HR")).isEmpty();
  }

  @Test
  void whatSomebodyChangedInTheDirectoryIsPutRight() {
    Lab lab = new Lab(RULES);
    people(lab, "Ann", "Bob", "Cid");
    lab.at("AD").put("group", "G", "sid=g", "member=Ann|Bob");
    lab.delta("AD");
    lab.exportAndConfirm("CLOUD");
    lab.at("CLOUD").set("g", "member=ann|cid");
    lab.delta("CLOUD");
    assertThat(lab.pending("CLOUD")).containsExactly("update g: member+bob member-cid");
  }
}
