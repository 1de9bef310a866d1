// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.FlowSamples.exported;
import static dev.understudy.engine.sync.FlowSamples.titles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.engine.program.RuleException;
import org.junit.jupiter.api.Test;

/// Values that come together from several rules (`spec/engine.md` §2.7).
final class MergeTest {
  @Test
  void mergingAndUpdatingOneAttributeIsRefusedWithTheRules() {
    assertThatThrownBy(
            () -> titles("proxyAddresses <+ proxyAddresses", "proxyAddresses <- proxyAddresses"))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("merge");
  }

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
}
