// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.ReferenceSamples.RULES;
import static dev.understudy.engine.sync.ReferenceSamples.people;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What becomes of references when their targets come and go (`spec/engine.md` §1.10).
final class ReferenceTargetsTest {
  @Test
  void aTargetThatIsDeletedLeavesAllThatReferToIt() {
    Lab lab = new Lab(RULES);
    people(lab, "Ann", "Bob");
    lab.at("AD").set("Ann", "manager=Bob");
    lab.at("AD").put("group", "G", "sid=g", "member=Ann|Bob");
    lab.delta("AD");
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").remove("Bob");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD"))
        .containsExactly("delete bob", "update ann: manager-bob", "update g: member-bob");
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
  }

  @Test
  void aTargetThatIsDeletedWhileItsReferrersAreNotReadAgain() {
    Lab lab = new Lab(RULES);
    people(lab, "Ann", "Bob");
    lab.at("AD").put("group", "G", "sid=g", "member=Ann|Bob");
    lab.delta("AD");
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").removeOnly("Bob");
    lab.delta("AD");
    assertThat(lab.mv("AD", "G", "member")).isEqualTo("AD:CN=Ann");
    assertThat(lab.pending("CLOUD")).containsExactly("delete bob", "update g: member-bob");
    assertThat(lab.space("AD", "Bob").orElseThrow().isPlaceholder()).isTrue();
    people(lab, "Bob");
    lab.delta("AD");
    assertThat(lab.mv("AD", "G", "member")).isEqualTo("AD:CN=Ann|AD:CN=Bob");
  }

  @Test
  void aTargetThatLeavesTheTargetsScopeIsNoLongerReferredTo() {
    Lab lab = new Lab(RULES);
    people(lab, "Ann", "Bob");
    lab.at("AD").put("group", "G", "sid=g", "member=Ann|Bob");
    lab.delta("AD");
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").set("Bob", "cloudFiltered=true");
    lab.delta("AD");
    assertThat(lab.mv("AD", "G", "member")).isEqualTo("AD:CN=Ann|AD:CN=Bob");
    assertThat(lab.pending("CLOUD")).containsExactly("delete bob", "update g: member-bob");
    lab.at("AD").set("Bob", "cloudFiltered=");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).isEmpty();
  }

  @Test
  void aTargetThatComesIntoScopeLaterIsReferredToThen() {
    Lab lab = new Lab(RULES);
    people(lab, "Ann", "Bob");
    lab.at("AD").set("Bob", "cloudFiltered=true");
    lab.at("AD").put("group", "G", "sid=g", "member=Ann|Bob");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>ann");
    lab.at("AD").set("Bob", "cloudFiltered=");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>ann member>bob");
  }

  @Test
  void aGroupAndItsMemberThatGoTogetherAreBothDeleted() {
    Lab lab = new Lab(RULES);
    people(lab, "Ann", "Bob");
    lab.at("AD").put("group", "G", "sid=g", "member=Ann|Bob");
    lab.delta("AD");
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").remove("G");
    lab.at("AD").remove("Bob");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("delete bob", "delete g");
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.space("CLOUD", "g")).isEmpty();
    assertThat(lab.space("CLOUD", "bob").orElseThrow().isPlaceholder()).isTrue();
  }

  private static final String FOREST =
      """
      in AD group>group provision 100
        join sid=sid
        sid <- sid
        member <- member
      in HR user>person provision 101
        join sid=sid
        sid <- sid
      in AD fsp>* join 118
        join sid=sid
      out CLOUD person>user provision 200
        dn <- sid
      out CLOUD group>group provision 210
        dn <- sid
        member <- member
      """;

  @Test
  void aMemberOfAnotherForestResolvesThroughItsSecurityPrincipal() {
    Lab lab = new Lab(FOREST);
    lab.at("AD").put("fsp", "S-1", "sid=1");
    lab.at("AD").put("group", "G", "sid=g", "member=S-1");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g:");
    lab.at("HR").put("user", "Ann", "sid=1");
    lab.delta("HR");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>1");
    lab.at("HR").remove("Ann");
    lab.delta("HR");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g:");
  }

  @Test
  void aGroupAndAForeignMemberThatGoTogetherAreBothDeleted() {
    Lab lab = new Lab(FOREST);
    lab.at("HR").put("user", "Ann", "sid=1");
    lab.delta("HR");
    lab.at("AD").put("fsp", "S-1", "sid=1");
    lab.at("AD").put("group", "G", "sid=g", "member=S-1");
    lab.delta("AD");
    lab.exportAndConfirm("CLOUD");
    lab.at("HR").remove("Ann");
    lab.at("AD").remove("G");
    lab.delta("HR");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("delete 1", "delete g");
  }
}
