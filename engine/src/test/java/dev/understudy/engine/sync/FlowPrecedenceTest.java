// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.FlowSamples.LINKS;
import static dev.understudy.engine.sync.FlowSamples.titles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.metaverse.Origin;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Which flow gives a metaverse attribute its value (`spec/engine.md` §2.6).
final class FlowPrecedenceTest {
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

  @Test
  void everyValueKnowsItsRuleItsObjectAndSinceWhen() {
    Lab lab = titles("title <- title", "title <- title");
    Origin first = originOfTitle(lab);
    assertThat(first.source()).isEqualTo(lab.space("HR", "A1").orElseThrow().id());
    lab.at("HR").set("A1", "info=something else");
    lab.delta("HR");
    assertThat(originOfTitle(lab)).isEqualTo(first);
    lab.at("HR").set("A1", "title=other");
    lab.delta("HR");
    assertThat(originOfTitle(lab).since()).isGreaterThan(first.since());
    lab.at("HR").remove("A1");
    lab.delta("HR");
    assertThat(originOfTitle(lab).source()).isEqualTo(lab.space("AD", "Ann").orElseThrow().id());
    assertThat(lab.origin("AD", "Ann", "title")).isEqualTo(110);
  }

  private static Origin originOfTitle(Lab lab) {
    return Objects.requireNonNull(
        lab.metaverse("AD", "Ann").orElseThrow().origins().get(lab.number("title")));
  }

  @Test
  void inboundRulesReadWhatIsStillToBeExportedAndImportedValueDoesNot() {
    Lab lab =
        new Lab(
            LINKS
                + """
                in HR user>person join 95
                  title <- =[info]
                  extra <- =ImportedValue("info")
                out HR person>user join 200
                  join sid=sid
                  info <- displayName
                in AD user>person join 110
                  displayName <- cn
                """);
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.at("HR").put("user", "A1", "sid=1", "info=old");
    // What rules read of a pending export they read when the object is synchronized next.
    lab.unchecked();
    lab.delta("AD");
    lab.delta("HR");
    lab.full("HR");
    assertThat(lab.pending("HR")).containsExactly("update CN=A1: info=Ann");
    assertThat(lab.mv("AD", "Ann", "title")).isEqualTo("Ann");
    assertThat(lab.mv("AD", "Ann", "extra")).isEqualTo("old");
    lab.export("HR");
    lab.sync("HR", true);
    assertThat(lab.mv("AD", "Ann", "extra")).isEqualTo("old");
    lab.delta("HR");
    assertThat(lab.mv("AD", "Ann", "extra")).isEqualTo("Ann");
  }

  @Test
  void onceOnlyFlowsOfAnObjectThatJoinsLaterDoNotTakePart() {
    Lab lab = titles("extra <- title !once", "title <- title");
    assertThat(lab.mv("AD", "Ann", "extra")).isEmpty();
    lab.full("HR");
    assertThat(lab.mv("AD", "Ann", "extra")).isEmpty();
  }
}
