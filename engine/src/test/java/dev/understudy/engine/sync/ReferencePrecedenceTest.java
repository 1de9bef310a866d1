// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.ReferenceSamples.RULES;
import static dev.understudy.engine.sync.ReferenceSamples.TWO_SOURCES;
import static dev.understudy.engine.sync.ReferenceSamples.people;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Whose references an attribute has when several objects contribute (`spec/engine.md` §2.6, §2.7).
final class ReferencePrecedenceTest {
  private static Lab twoGroups(String rules) {
    Lab lab = new Lab(rules);
    for (String name : List.of("Ann", "Bob", "Cid")) {
      lab.at("AD").put("user", name, "sid=" + name);
      lab.at("HR").put("user", name, "sid=" + name);
    }
    lab.at("AD").put("group", "G", "sid=g", "member=Ann|Bob");
    lab.at("HR").put("group", "H", "sid=g", "member=Bob|Cid");
    lab.delta("AD");
    lab.delta("HR");
    return lab;
  }

  @Test
  void theReferencesOfTheStrongerRuleWin() {
    Lab lab = twoGroups(TWO_SOURCES);
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>Ann member>Bob");
    assertThat(lab.origin("AD", "G", "member")).isEqualTo(110);
  }

  @Test
  void withoutReferencesTheNextRuleHasItsTurn() {
    Lab lab = twoGroups(TWO_SOURCES);
    lab.at("AD").set("G", "member=");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>Bob member>Cid");
    lab.at("AD").set("G", "member=Ann");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>Ann");
  }

  @Test
  void whenTheStrongerGroupGoesTheOtherOneFeeds() {
    Lab lab = twoGroups(TWO_SOURCES);
    lab.at("AD").remove("G");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>Bob member>Cid");
  }

  @Test
  void changesOfTheWeakerGroupAreNotForgotten() {
    Lab lab = twoGroups(TWO_SOURCES);
    lab.at("HR").set("H", "member=Cid|Ann");
    lab.delta("HR");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>Ann member>Bob");
    lab.at("AD").remove("G");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>Ann member>Cid");
  }

  private static final String MERGED =
      TWO_SOURCES
          .replace("member <- member", "member <+ member")
          .replace(
              "out CLOUD group>group provision 210\n  dn <- sid\n  member <+ member",
              "out CLOUD group>group provision 210\n  dn <- sid\n  member <- member");

  @Test
  void referencesAreMerged() {
    Lab lab = twoGroups(MERGED);
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>Ann member>Bob member>Cid");
    lab.at("HR").set("H", "member=Bob");
    lab.delta("HR");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>Ann member>Bob");
    lab.at("AD").set("G", "member=");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>Bob");
    lab.at("AD").remove("G");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>Bob");
  }

  @Test
  void aMemberThatArrivesLaterIsMergedOfTheWeakerGroupToo() {
    Lab lab = twoGroups(MERGED);
    lab.at("HR").set("H", "member=Bob|Cid|Dan");
    lab.delta("HR");
    lab.at("HR").put("user", "Dan", "sid=Dan");
    lab.at("AD").put("user", "Dan", "sid=Dan");
    lab.delta("AD");
    lab.delta("HR");
    assertThat(lab.wanted("CLOUD", "g"))
        .isEqualTo("g: member>Ann member>Bob member>Cid member>Dan");
  }

  @Test
  void theLastMemberOfTheWeakerGroupGoesFromWhatIsMerged() {
    Lab lab = twoGroups(MERGED);
    lab.at("HR").set("H", "member=");
    lab.delta("HR");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>Ann member>Bob");
  }

  @Test
  void referencesMergedOutboundKeepThoseOfOthers() {
    Lab lab =
        new Lab(
            """
            in AD group>group provision 100
              join sid=sid
              sid <- sid
              member <- member
            in AD user>person provision 101
              join sid=sid
              sid <- sid
            out HR person>user provision 200
              join sid=sid
              dn <- ="CN=" & [sid]
              sid <- sid
            out HR group>group provision 210
              join sid=sid
              dn <- ="CN=" & [sid]
              sid <- sid
              member <+ member
            """);
    people(lab, "Ann", "Bob");
    lab.at("AD").put("group", "G", "sid=g", "member=Ann");
    lab.delta("AD");
    lab.exportAndConfirm("HR");
    lab.at("HR").put("user", "Foreign", "cn=f");
    lab.at("HR").set("g", "member=ann|Foreign");
    lab.delta("HR");
    assertThat(lab.pending("HR")).isEmpty();
    lab.at("AD").set("G", "member=Bob");
    lab.delta("AD");
    assertThat(lab.pending("HR")).containsExactly("update CN=g: member+CN=bob member-CN=ann");
  }

  @Test
  void severalMetaverseAttributesAreMergedIntoOneOfADirectory() {
    Lab lab =
        new Lab(
            RULES
                .replace(
                    "  member <- member\n  memberCount",
                    "  member <- member\n  reports <- reports\n  memberCount")
                .replace(
                    "out CLOUD group>group provision 210\n  dn <- sid\n  member <- member\n",
                    """
                    out CLOUD group>group provision 210
                      dn <- sid
                      member <+ member
                    out CLOUD group>group join 220
                      member <+ reports
                    """));
    people(lab, "Ann", "Bob", "Cid");
    lab.at("AD").put("group", "G", "sid=g", "member=Ann|Bob", "reports=Bob|Cid");
    lab.delta("AD");
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo("g: member>ann member>bob member>cid");
    lab.at("AD").set("G", "member=Ann", "reports=Bob");
    lab.delta("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("update g: member-cid");
    lab.full("AD");
    assertThat(lab.pending("CLOUD")).containsExactly("update g: member-cid");
  }
}
