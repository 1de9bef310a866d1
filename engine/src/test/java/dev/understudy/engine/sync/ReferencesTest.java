// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// References from a connector space through the metaverse into others (`spec/engine.md` §1.10).
final class ReferencesTest {
  private static final String RULES =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
        displayName <- cn
        manager <- manager
        cloudFiltered <- cloudFiltered
      in AD group>group provision 105
        join sid=sid
        sid <- sid
        member <- member
        memberCount <- =ValueCount("member")
      in HR user>person join 110
        join sid=sid
        employeeID <- employeeID
      out CLOUD person>user provision 200
        scope cloudFiltered NOTEQUAL True
        dn <- sid
        manager <- manager
      out CLOUD group>group provision 210
        dn <- sid
        member <- member
      """;

  private static void people(Lab lab, String... names) {
    for (String name : names) {
      lab.at("AD").put("user", name, "sid=" + name.toLowerCase(java.util.Locale.ROOT));
    }
  }

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

  private static final String TWO_SOURCES =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
      in HR user>person join 101
        join sid=sid
      in AD group>group provision 110
        join sid=sid
        sid <- sid
        member <- member
      in HR group>group provision 120
        join sid=sid
        sid <- sid
        member <- member
      out CLOUD person>user provision 200
        dn <- sid
      out CLOUD group>group provision 210
        dn <- sid
        member <- member
      """;

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

  @Test
  void referencesAreMerged() {
    Lab lab =
        twoGroups(
            TWO_SOURCES
                .replace("member <- member", "member <+ member")
                .replace(
                    "out CLOUD group>group provision 210\n  dn <- sid\n  member <+ member",
                    "out CLOUD group>group provision 210\n  dn <- sid\n  member <- member"));
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

  private static final String COMPUTED =
      RULES.replace(
          "  manager <- manager\n  cloud",
          "  manager <- =IIF([title]=\"Boss\",[manager],NULL)\n  title <- title\n  cloud");

  @Test
  void aReferenceThatAnExpressionMakesFlowsInbound() {
    Lab lab = new Lab(COMPUTED);
    people(lab, "Ann", "Bob");
    lab.at("AD").set("Ann", "manager=Bob", "title=Boss");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
    lab.at("AD").set("Ann", "title=Other");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann:");
    lab.at("AD").set("Ann", "title=Boss");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
  }

  @Test
  void aReferenceThatAnExpressionMakesResolvesWhenItsTargetArrives() {
    Lab lab = new Lab(COMPUTED);
    people(lab, "Ann");
    lab.at("AD").set("Ann", "manager=Bob", "title=Boss");
    lab.delta("AD");
    people(lab, "Bob");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
    lab.at("AD").removeOnly("Bob");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann:");
  }

  private static final String COMPUTED_OUT =
      RULES
          .replace(
              "  cloudFiltered <- cloudFiltered",
              "  title <- title\n  cloudFiltered <- cloudFiltered")
          .replace(
              "  dn <- sid\n  manager <- manager",
              "  dn <- sid\n  manager <- =IIF([title]=\"Boss\",[manager],NULL)");

  @Test
  void aReferenceThatAnExpressionMakesFlowsOutbound() {
    Lab lab = new Lab(COMPUTED_OUT);
    people(lab, "Ann", "Bob");
    lab.at("AD").set("Ann", "manager=Bob", "title=Boss");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
    lab.at("AD").set("Ann", "title=Other");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann:");
    lab.at("AD").set("Ann", "title=Boss");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
  }

  @Test
  void anOutboundExpressionFollowsItsReference() {
    Lab lab = new Lab(COMPUTED_OUT);
    people(lab, "Ann");
    lab.at("AD").set("Ann", "manager=Bob", "title=Boss");
    lab.delta("AD");
    people(lab, "Bob", "Cid");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>bob");
    lab.at("AD").set("Ann", "manager=Cid");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>cid");
    lab.at("AD").set("Cid", "cloudFiltered=true");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann:");
    lab.at("AD").set("Cid", "cloudFiltered=");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann: manager>cid");
    lab.at("AD").remove("Cid");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).isEqualTo("ann:");
  }

  @Test
  void anOutboundScopeFollowsAReference() {
    Lab lab =
        new Lab(
            RULES
                + """
                out CLOUD person>user join 220
                  scope manager ISNOTNULL
                  title <- 'has manager'
                """);
    people(lab, "Ann", "Bob");
    lab.at("AD").set("Ann", "manager=Bob");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).contains("title=has manager");
    lab.at("AD").set("Ann", "manager=");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "ann")).doesNotContain("has manager");
  }

  @Test
  void severalReferencesInASingleValuedAttributeAreAnError() {
    Lab lab = new Lab(RULES.replace("manager <- manager\n  cloud", "manager <- reports\n  cloud"));
    people(lab, "Ann", "Bob", "Cid");
    lab.at("AD").set("Ann", "reports=Bob|Cid");
    lab.delta("AD");
    assertThat(lab.errors()).containsExactly("CN=Ann: flow-multi-values-to-single-value");
    lab.at("AD").set("Ann", "reports=Cid");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "manager")).isEqualTo("AD:CN=Cid");
  }

  @Test
  void severalTargetsInASingleValuedAttributeOfADirectoryAreAnError() {
    Lab lab =
        new Lab(
            RULES
                .replace("member <- member\n  memberCount", "reports <- member\n  memberCount")
                .replace("  member <- member\n", "  manager <- reports\n"));
    people(lab, "Ann", "Bob");
    lab.at("AD").put("group", "G", "sid=g", "member=Ann|Bob");
    lab.delta("AD");
    assertThat(lab.errors()).containsExactly("CN=G: flow-multi-values-to-single-value");
  }

  // --- many references ---

  private static List<String> many(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(prefix + (100 + i));
    }
    return names;
  }

  private static String wanted(List<String> names) {
    return "g: " + String.join(" ", names.stream().map(name -> "member>" + name).toList());
  }

  @Test
  void groupsThatAreTooLargeToLookAtInlineAreLookedAtPieceByPiece() {
    Lab lab = new Lab(RULES).limits(7, 5, 4);
    List<String> names = many("u", 40);
    lab.at("AD").put("group", "G", "sid=g", "member=" + String.join("|", names));
    people(lab, names.toArray(String[]::new));
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo(wanted(names));
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
    List<String> others = many("v", 30);
    people(lab, others.toArray(String[]::new));
    lab.delta("AD");
    lab.at("AD").set("G", "member=" + String.join("|", others));
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo(wanted(others));
    assertThat(lab.mv("AD", "G", "memberCount")).isEqualTo("30");
    lab.exportAndConfirm("CLOUD");
    assertThat(lab.pending("CLOUD")).isEmpty();
  }

  @Test
  void aTargetWithManyReferrersIsWorkedOnPieceByPiece() {
    Lab lab = new Lab(RULES).limits(7, 5, 4);
    List<String> names = many("u", 40);
    people(lab, names.toArray(String[]::new));
    names.forEach(name -> lab.at("AD").set(name, "manager=Boss"));
    lab.delta("AD");
    people(lab, "Boss");
    lab.delta("AD");
    names.forEach(name -> assertThat(lab.wanted("CLOUD", name)).isEqualTo(name + ": manager>boss"));
    lab.at("AD").set("Boss", "cloudFiltered=true");
    lab.delta("AD");
    names.forEach(name -> assertThat(lab.wanted("CLOUD", name)).isEqualTo(name + ":"));
    lab.at("AD").set("Boss", "cloudFiltered=");
    lab.delta("AD");
    names.forEach(name -> assertThat(lab.wanted("CLOUD", name)).isEqualTo(name + ": manager>boss"));
    lab.at("AD").removeOnly("Boss");
    lab.delta("AD");
    names.forEach(name -> assertThat(lab.wanted("CLOUD", name)).isEqualTo(name + ":"));
  }

  @Test
  void aLargeGroupFallsBackToTheWeakerRule() {
    Lab lab = new Lab(TWO_SOURCES).limits(7, 5, 4);
    List<String> names = many("u", 30);
    for (String name : names) {
      lab.at("AD").put("user", name, "sid=" + name);
      lab.at("HR").put("user", name, "sid=" + name);
    }
    lab.at("AD").put("group", "G", "sid=g", "member=" + String.join("|", names.subList(0, 20)));
    lab.at("HR").put("group", "H", "sid=g", "member=" + String.join("|", names.subList(10, 30)));
    lab.delta("AD");
    lab.delta("HR");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo(wanted(names.subList(0, 20)));
    lab.at("AD").set("G", "member=");
    lab.delta("AD");
    assertThat(lab.wanted("CLOUD", "g")).isEqualTo(wanted(names.subList(10, 30)));
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
