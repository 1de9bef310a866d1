// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// How each outcome is counted (`spec/operations.md` §2.7).
final class CountersTest {
  private static final String RULES =
      """
      in AD user>person provision 100
        scope info NOTEQUAL out
        join sid=sid
        sid <- sid
        displayName <- cn
        extra <- extra
      in AD contact>person provision 101
        join sid=sid
        sid <- sid
        displayName <- cn
      in HR user>person join 110
        scope info NOTEQUAL out
        join sid=sid
        employeeID <- employeeID
      out CLOUD person>user provision 200
        scope extra NOTEQUAL hidden
        dn <- ="U" & [sid] & [extra]
        displayName <- displayName
      """;

  private static Lab withAnn() {
    Lab lab = new Lab(RULES);
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.delta("AD");
    return lab;
  }

  private static Map<String, Long> one(String... names) {
    Map<String, Long> counts = new java.util.TreeMap<>();
    for (String name : names) {
      counts.merge(name, 1L, Long::sum);
    }
    return counts;
  }

  @Test
  void aProjection() {
    assertThat(withAnn().counters())
        .isEqualTo(one("disconnector-projected-flow", "CLOUD/provisioned-add-flow"));
  }

  @Test
  void aProjectionWithoutFlow() {
    Lab lab = new Lab("in AD user>person provision 100\n");
    lab.at("AD").put("user", "Ann", "sid=1");
    lab.delta("AD");
    assertThat(lab.counters()).isEqualTo(one("disconnector-projected-no-flow"));
  }

  @Test
  void joins() {
    Lab lab = withAnn();
    lab.at("HR").put("user", "A", "sid=1", "employeeID=7");
    lab.delta("HR");
    assertThat(lab.counters())
        .isEqualTo(one("disconnector-joined-flow", "CLOUD/connector-no-flow"));
    lab.at("HR").remove("A");
    lab.delta("HR");
    lab.at("HR").put("user", "A", "sid=1");
    lab.delta("HR");
    assertThat(lab.counters())
        .isEqualTo(one("disconnector-joined-no-flow", "CLOUD/connector-no-flow"));
  }

  @Test
  void disconnectors() {
    Lab lab = withAnn();
    lab.at("HR").put("user", "A", "sid=unknown");
    lab.at("HR").put("user", "B", "sid=1", "info=out");
    lab.at("HR").put("group", "C", "sid=1");
    lab.delta("HR");
    assertThat(lab.counters())
        .isEqualTo(Map.of("disconnector-remains", 1L, "disconnector-filtered", 2L));
  }

  @Test
  void flows() {
    Lab lab = withAnn();
    lab.at("AD").set("Ann", "cn=Anna");
    lab.delta("AD");
    assertThat(lab.counters()).isEqualTo(one("connector-flow", "CLOUD/connector-flow"));
    lab.at("AD").set("Ann", "description=nobody cares");
    lab.delta("AD");
    assertThat(lab.counters()).isEqualTo(one("connector-no-flow"));
    lab.full("AD");
    assertThat(lab.counters()).isEqualTo(one("connector-no-flow", "CLOUD/connector-no-flow"));
  }

  @Test
  void filteredConnectors() {
    Lab lab = withAnn();
    lab.at("HR").put("user", "A", "sid=1", "employeeID=7");
    lab.delta("HR");
    lab.at("HR").set("A", "info=out");
    lab.delta("HR");
    assertThat(lab.counters())
        .isEqualTo(one("connector-filtered-leave-mv", "CLOUD/connector-no-flow"));
    lab.at("AD").set("Ann", "info=out");
    lab.delta("AD");
    assertThat(lab.counters())
        .isEqualTo(one("connector-filtered-remove-mv", "CLOUD/provisioned-disconnect"));
  }

  @Test
  void deletedConnectors() {
    Lab lab = withAnn();
    lab.at("HR").put("user", "A", "sid=1", "employeeID=7");
    lab.delta("HR");
    lab.at("HR").remove("A");
    lab.delta("HR");
    assertThat(lab.counters())
        .isEqualTo(one("connector-delete-leave-mv", "CLOUD/connector-no-flow"));
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").remove("Ann");
    lab.delta("AD");
    assertThat(lab.counters())
        .isEqualTo(one("connector-delete-remove-mv", "CLOUD/provisioned-disconnect"));
  }

  @Test
  void anObjectOfAnotherType() {
    Lab lab = withAnn();
    lab.at("AD").put("contact", "Ann", "sid=1", "cn=Ann C");
    lab.delta("AD");
    assertThat(lab.counters())
        .containsEntry("connector-delete-add-processed", 1L)
        .containsEntry("CLOUD/connector-flow", 1L);
  }

  @Test
  void renamesOfWhatIsPlannedAndOfWhatIsThere() {
    Lab lab = withAnn();
    lab.at("AD").set("Ann", "extra=x");
    lab.delta("AD");
    assertThat(lab.counters()).isEqualTo(one("connector-flow", "CLOUD/provisioned-rename-no-flow"));
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").set("Ann", "extra=y", "cn=Anna");
    lab.delta("AD");
    assertThat(lab.counters()).isEqualTo(one("connector-flow", "CLOUD/provisioned-rename-flow"));
  }

  @Test
  void theEndOfAProvisionedObject() {
    Lab lab = withAnn();
    lab.exportAndConfirm("CLOUD");
    lab.at("AD").set("Ann", "extra=hidden");
    lab.delta("AD");
    assertThat(lab.counters()).isEqualTo(one("connector-flow", "CLOUD/provisioned-disconnect"));
  }

  @Test
  void changedReferencesAreFlows() {
    Lab lab =
        new Lab(
            """
            in AD user>person provision 100
              join sid=sid
              sid <- sid
              manager <- manager
            out CLOUD person>user provision 200
              dn <- sid
              manager <- manager
            """);
    lab.at("AD").put("user", "Ann", "sid=1");
    lab.at("AD").put("user", "Bob", "sid=2", "manager=Ann");
    lab.at("AD").put("user", "Cid", "sid=3");
    lab.delta("AD");
    lab.at("AD").set("Bob", "manager=Cid");
    lab.delta("AD");
    assertThat(lab.counters()).isEqualTo(one("connector-flow", "CLOUD/connector-flow"));
  }
}
