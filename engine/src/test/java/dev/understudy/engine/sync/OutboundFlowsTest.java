// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.FlowSamples.EXPORT;
import static dev.understudy.engine.sync.FlowSamples.exported;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Which flow gives an attribute of a directory its value (`spec/engine.md` §2.6).
final class OutboundFlowsTest {
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
  void outboundOnceOnlyFlowsDoNotTouchWhatWasThere() {
    Lab lab = new Lab(EXPORT + "password <- =\"secret\" & [displayName] !once");
    lab.at("HR").put("user", "1", "sid=1", "password=theirs");
    lab.delta("HR");
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.areJoined("AD", "Ann", "HR", "1")).isTrue();
    assertThat(lab.pending("HR")).isEmpty();
  }
}
