// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Leaving people out by rules (`spec/engine.md` §2.10).
final class FiltersTest {
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
