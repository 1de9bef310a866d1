// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static dev.understudy.engine.sync.LinkSamples.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import org.junit.jupiter.api.Test;

/// Which objects become metaverse objects, and which stay alone (`spec/engine.md` §2.4).
final class ProjectionTest {
  @Test
  void anObjectIsProjectedAndItsAttributesFlow() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "mail=ann@x", "cn=Ann");
    assertThat(lab.delta("AD").result()).isEqualTo("success");
    assertThat(lab.mv("AD", "Ann", "displayName")).isEqualTo("Ann");
    assertThat(lab.origin("AD", "Ann", "displayName")).isEqualTo(100);
    assertThat(lab.counters()).containsEntry("disconnector-projected-flow", 1L);
  }

  @Test
  void anObjectThatIsInNoScopeStaysAlone() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("group", "G", "cn=G");
    lab.delta("AD");
    assertThat(lab.isLinked("AD", "G")).isFalse();
    assertThat(lab.counters()).containsOnlyKeys("disconnector-filtered");
  }

  @Test
  void anObjectWithoutAnyJoinValueIsNotProjected() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.isLinked("AD", "Ann")).isFalse();
    lab.at("AD").set("Ann", "mail=ann@x");
    lab.delta("AD");
    assertThat(lab.isLinked("AD", "Ann")).isTrue();
  }

  @Test
  void aRuleWithoutJoinsProjectsEverythingInScope() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              displayName <- cn
            """);
    lab.at("AD").put("user", "Ann", "cn=Ann");
    lab.delta("AD");
    assertThat(lab.mv("AD", "Ann", "displayName")).isEqualTo("Ann");
  }

  @Test
  void whatWasSynchronizedIsNoLongerPending() {
    Lab lab = new Lab(USERS);
    lab.at("AD").put("user", "Ann", "mail=ann@x", "cn=Ann");
    lab.stage("AD");
    assertThat(lab.space("AD", "Ann").orElseThrow().state().is(SpaceState.PENDING_IMPORT)).isTrue();
    lab.sync("AD", false);
    lab.at("AD").set("Ann", "cn=Anna");
    lab.stage("AD");
    assertThat(lab.space("AD", "Ann").orElseThrow().images().synced()).isNotNull();
    lab.sync("AD", false);
    SpaceObject ann = lab.space("AD", "Ann").orElseThrow();
    assertThat(ann.state().is(SpaceState.PENDING_IMPORT)).isFalse();
    assertThat(ann.images().synced()).isNull();
    lab.sync("AD", false);
    assertThat(lab.counters()).isEmpty();
  }
}
