// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.engine.program.RuleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which flow gives an attribute its value (`spec/engine.md` §2.6, §2.7, §2.10).
final class ResolutionTest {
  private static final String LINKS =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
      in HR user>person join 90
        join sid=sid
      """;

  /// A lab with one person in AD and HR, and rules for titles.
  private static Lab titles(String strong, String weak) {
    Lab lab =
        new Lab(
            LINKS
                + "in HR user>person join 10\n"
                + strong
                + "\nin AD user>person join 110\n"
                + weak);
    lab.at("AD").put("user", "Ann", "sid=1", "title=weak", "info=w");
    lab.at("HR").put("user", "A1", "sid=1", "title=strong");
    lab.delta("AD");
    lab.delta("HR");
    return lab;
  }

  @Test
  void theLowerPrecedenceNumberWins() {
    Lab lab = titles("title <- title", "title <- title");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("strong");
    assertThat(lab.origin("AD", "Ann", "title")).isEqualTo(10);
  }

  @Test
  void theOrderOfSynchronizationDoesNotMatter() {
    Lab lab = titles("title <- title", "title <- title");
    lab.at("AD").set("Ann", "title=changed");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("strong");
  }

  @Test
  void aNullFallsThroughToTheNextRule() {
    Lab lab = titles("title <- =NULL", "title <- title");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("weak");
  }

  @Test
  void anAbsentSourceFallsThroughToTheNextRule() {
    Lab lab = titles("title <- title", "title <- title");
    lab.at("HR").set("A1", "title=");
    lab.delta("HR");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("weak");
  }

  @Test
  void anEmptyTextFallsThroughToTheNextRule() {
    Lab lab = titles("title <- =Left([description],3)", "title <- title");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("weak");
    Lab trimmed = titles("title <- =Trim(\"  \")", "title <- title");
    assertThat(trimmed.mv("AD", "Ann", "title")).isEqualTo("weak");
  }

  @Test
  void anAuthoritativeNullStops() {
    Lab lab = titles("title <- =AuthoritativeNull", "title <- title");
    assertThat(lab.mv("AD", "Ann", "title")).isEmpty();
    assertThat(lab.origin("AD", "Ann", "title")).isZero();
  }

  @Test
  void ignoringTheOnlyFlowKeepsTheOldValue() {
    Lab lab = titles("", "title <- =IIF(IsNullOrEmpty([description]),[title],IgnoreThisFlow)");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("weak");
    lab.at("AD").set("Ann", "title=new", "description=frozen");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("weak");
    lab.at("AD").set("Ann", "description=");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("new");
  }

  @Test
  void anIgnoredFlowLetsTheNextRuleDecide() {
    Lab lab = titles("title <- =IgnoreThisFlow", "title <- title");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("weak");
  }

  @Test
  void anIgnoredFlowBesideANullRemovesTheValue() {
    Lab lab =
        titles(
            "title <- =IIF([description]=\"i\",IgnoreThisFlow,[title])",
            "title <- =IIF([description]=\"n\",NULL,[title])");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("strong");
    lab.at("HR").set("A1", "description=i");
    lab.at("AD").set("Ann", "description=n");
    lab.delta("HR");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "title")).isEmpty();
  }

  @Test
  void aValueThatNobodyContributesAnyMoreIsRemoved() {
    Lab lab = titles("", "title <- title");
    lab.at("AD").set("Ann", "title=");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "title")).isEmpty();
  }

  @Test
  void onceOnlyFlowsTakePartWhileTheMetaverseObjectIsCreated() {
    Lab lab = titles("", "title <- title !once");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("weak");
    lab.at("AD").set("Ann", "title=later");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("weak");
  }

  @ParameterizedTest(name = "{0} from {1}")
  @CsvSource({
    "title, 'Fixed', Fixed",
    "number, '42', 42",
    "enabled, 'TRUE', True",
    "enabled, 'false', False",
    "mail, 'a@%Suffix%', a@ad.test",
    "title, '%Connector.Name%', AD",
  })
  void aConstantTakesTheTypeOfItsTarget(String target, String constant, String expected) {
    Lab lab = titles("", target + " <- '" + constant + "'");
    assertThat(lab.mv("AD", "Ann", target)).isEqualTo(expected);
  }

  @Test
  void aConstantThatDoesNotFitIsRefusedWithTheRules() {
    assertThatThrownBy(() -> new Lab(LINKS + "  number <- 'many'"))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("number");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "number <- title, title=12, 12",
    "title <- number, number=12, 12",
    "title <- enabled, enabled=true, True",
    "enabled <- title, title=true, True",
  })
  void valuesAreConvertedWhereNothingIsLost(String flow, String attribute, String expected) {
    Lab lab = titles("", flow);
    lab.at("AD").set("Ann", attribute);
    lab.delta("AD");
    assertThat(lab.errors()).isEmpty();
    assertThat(lab.mv("AD", "Ann", flow.substring(0, flow.indexOf(' ')))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "number <- title, title=many, cs-attribute-type-mismatch",
    "enabled <- title, title=yes, cs-attribute-type-mismatch",
    "title <- guid, guid=x, cs-attribute-type-mismatch",
    "title <- proxyAddresses, proxyAddresses=a|b, flow-multi-values-to-single-value",
  })
  void valuesThatDoNotFitAreAnErrorOfTheObject(String flow, String attribute, String error) {
    Lab lab = titles("", flow.replaceFirst("^title", "extra"));
    lab.at("AD").set("Ann", attribute);
    lab.delta("AD");
    assertThat(lab.errors()).containsExactly("CN=Ann: " + error);
  }

  @Test
  void mergingAndUpdatingOneAttributeIsRefusedWithTheRules() {
    assertThatThrownBy(
            () -> titles("proxyAddresses <+ proxyAddresses", "proxyAddresses <- proxyAddresses"))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("merge");
  }

  // --- merges inbound ---

  private static Lab merged(String kind) {
    Lab lab =
        titles(
            "proxyAddresses <" + kind + " proxyAddresses",
            "proxyAddresses <" + kind + " proxyAddresses");
    lab.at("AD").set("Ann", "proxyAddresses=x|both");
    lab.at("HR").set("A1", "proxyAddresses=y|BOTH|both");
    lab.delta("AD");
    lab.delta("HR");
    return lab;
  }

  @Test
  void mergingIsTheUnionWithoutExactDuplicates() {
    assertThat(merged("+").mv("AD", "Ann", "proxyAddresses")).isEqualTo("BOTH|both|x|y");
  }

  @Test
  void mergingWithoutCaseKeepsTheFirstSpelling() {
    Lab lab = merged("~");
    lab.at("HR").set("A1", "proxyAddresses=y|BOTH");
    lab.delta("HR");
    assertThat(lab.mv("AD", "Ann", "proxyAddresses")).isEqualTo("BOTH|x|y");
  }

  @Test
  void aContributorThatGoesTakesItsMergedValuesAlong() {
    Lab lab = merged("+");
    lab.at("HR").remove("A1");
    lab.delta("HR");
    assertThat(lab.mv("AD", "Ann", "proxyAddresses")).isEqualTo("both|x");
  }

  // --- outbound ---

  private static final String EXPORT =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
        displayName <- cn
        title <- title
        info <- info
        proxyAddresses <- proxyAddresses
      out HR person>user provision 200
        join sid=sid
        dn <- ="CN=" & [sid]
        sid <- sid
      """;

  private static Lab exported(String flows, String... attributes) {
    Lab lab = new Lab(EXPORT + flows);
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.at("AD").set("Ann", attributes);
    lab.delta("AD");
    lab.exportAndConfirm("HR");
    return lab;
  }

  @Test
  void outboundTheLowerPrecedenceNumberWinsToo() {
    Lab lab =
        exported("title <- info\nout HR person>user join 300\ntitle <- title", "title=t", "info=i");
    assertThat(lab.wanted("HR", "1")).contains("title=i");
    lab.at("AD").set("Ann", "info=");
    lab.delta("AD");
    assertThat(lab.pending("HR")).containsExactly("update CN=1: title=t");
  }

  @Test
  void outboundAnAuthoritativeNullRemoves() {
    Lab lab =
        exported(
            "title <- =AuthoritativeNull\nout HR person>user join 300\ntitle <- title", "title=t");
    lab.at("HR").set("1", "title=other");
    lab.delta("HR");
    assertThat(lab.pending("HR")).containsExactly("update CN=1: title=");
  }

  @Test
  void outboundAnIgnoredFlowLeavesTheDirectoryAlone() {
    Lab lab = exported("title <- =IgnoreThisFlow", "title=t");
    lab.at("HR").set("1", "title=other");
    lab.delta("HR");
    assertThat(lab.pending("HR")).isEmpty();
  }

  @Test
  void outboundOnceOnlyFlowsGoWithTheCreation() {
    Lab lab = new Lab(EXPORT + "password <- =\"secret\" & [displayName] !once");
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.pending("HR")).containsExactly("add user CN=1: password=secretAnn sid=1");
    lab.exportAndConfirm("HR");
    lab.at("HR").set("1", "password=changed");
    lab.at("AD").set("Ann", "cn=Anna");
    lab.delta("HR");
    lab.delta("AD");
    assertThat(lab.pending("HR")).isEmpty();
  }

  @Test
  void aRandomInitialValueStaysTheSameUntilItIsExported() {
    Lab lab = new Lab(EXPORT + "password <- =\"p\" & CStr(RandomNum(1,1000000000)) !once");
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.delta("AD");
    var first = lab.pending("HR");
    lab.at("AD").set("Ann", "cn=Anna");
    lab.delta("AD");
    lab.full("AD");
    assertThat(lab.pending("HR")).isEqualTo(first);
  }

  @Test
  void mergedOutboundValuesKeepThoseOfOthers() {
    Lab lab = exported("proxyAddresses <+ proxyAddresses", "proxyAddresses=x500");
    assertThat(lab.at("HR").entry("1").values().get("proxyAddresses")).hasSize(1);
    lab.at("HR").set("1", "proxyAddresses=x500|foreign");
    lab.delta("HR");
    assertThat(lab.pending("HR")).isEmpty();
    lab.at("AD").set("Ann", "proxyAddresses=x500|new");
    lab.delta("AD");
    assertThat(lab.pending("HR")).containsExactly("update CN=1: proxyAddresses+new");
  }

  @Test
  void mergedOutboundValuesThatWereContributedAreTakenAway() {
    Lab lab = exported("proxyAddresses <+ proxyAddresses", "proxyAddresses=x500|a");
    lab.at("HR").set("1", "proxyAddresses=x500|a|foreign");
    lab.delta("HR");
    lab.at("AD").set("Ann", "proxyAddresses=a");
    lab.delta("AD");
    assertThat(lab.pending("HR")).containsExactly("update CN=1: proxyAddresses-x500");
    lab.exportAndConfirm("HR");
    assertThat(lab.pending("HR")).isEmpty();
    assertThat(lab.at("HR").entry("1").values().get("proxyAddresses")).hasSize(2);
  }

  @Test
  void aMergedValueThatIsWantedAgainBeforeTheExportStays() {
    Lab lab = exported("proxyAddresses <+ proxyAddresses", "proxyAddresses=x500");
    lab.at("AD").set("Ann", "proxyAddresses=");
    lab.delta("AD");
    lab.at("AD").set("Ann", "proxyAddresses=x500");
    lab.delta("AD");
    assertThat(lab.pending("HR")).isEmpty();
  }

  @Test
  void mergedValuesThatDifferOnlyInCaseAreOne() {
    Lab lab = exported("proxyAddresses <~ proxyAddresses", "proxyAddresses=a");
    lab.at("HR").set("1", "proxyAddresses=A");
    lab.delta("HR");
    assertThat(lab.pending("HR")).isEmpty();
  }

  // --- imported values ---

  @Test
  void importedValueDoesNotSeeWhatIsNotConfirmed() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              join sid=sid
              sid <- sid
              otherMails <- =ImportedValue("proxyAddresses")
              numbers <- =IIF(IsPresent([proxyAddresses]),1,NULL)
            in HR user>person join 110
              join sid=sid
              extra <- extra
            out AD person>user join 200
              join sid=sid
              proxyAddresses <+ =IIF(IsPresent([extra]),"x500:" & [extra],NULL)
            """);
    lab.at("AD").put("user", "Ann", "sid=1", "proxyAddresses=smtp");
    lab.at("HR").put("user", "A1", "sid=1", "extra=e");
    lab.delta("AD");
    lab.delta("HR");
    assertThat(lab.pending("AD")).containsExactly("update CN=Ann: proxyAddresses+x500:e");
    lab.full("AD");
    assertThat(lab.mv("AD", "Ann", "otherMails")).isEqualTo("smtp");
    lab.export("AD");
    lab.sync("AD", true);
    assertThat(lab.mv("AD", "Ann", "otherMails")).isEqualTo("smtp");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "otherMails")).isEqualTo("smtp|x500:e");
  }

  // --- filters ---

  private static final String CLOUD =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
        cloudFiltered <- =IIF([critical],True,NULL)
      out CLOUD person>user provision 200
        scope cloudFiltered NOTEQUAL True
        dn <- sid
      """;

  private static Lab people(String rules) {
    Lab lab = new Lab(CLOUD + rules);
    lab.at("AD").put("user", "Ann", "sid=1", "department=Sales");
    lab.at("AD").put("user", "Bob", "sid=2", "department=Lab");
    lab.at("AD").put("user", "Cid", "sid=3", "critical=true", "department=Sales");
    lab.delta("AD");
    return lab;
  }

  @Test
  void aNegativeFilterLeavesSomeOut() {
    Lab lab =
        people(
            """
            in AD user>person join 50
              scope department EQUAL Lab
              cloudFiltered <- 'True'
            """);
    assertThat(lab.pending("CLOUD")).containsExactly("add user 1:");
  }

  @Test
  void aPositiveFilterLetsOnlySomeIn() {
    Lab lab =
        people(
            """
            in AD user>person join 50
              scope department EQUAL Sales
              cloudFiltered <- 'False'
            in AD user>person join 99
              cloudFiltered <- 'True'
            """);
    assertThat(lab.pending("CLOUD")).containsExactly("add user 1:", "add user 3:");
  }
}
