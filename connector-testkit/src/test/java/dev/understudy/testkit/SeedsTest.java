// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeedsTest {

  @Test
  void theFirstBadSeedIsNamedAndTheLast() {
    List<Long> run = new ArrayList<>();

    assertThatThrownBy(() ->
            Seeds.forEach(
                100,
                (seed, _) -> {
                  run.add(seed);
                  assertThat(seed).isLessThan(7);
                }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed 7")
        .hasMessageContaining("-Dseed=7");
    assertThat(run).hasSize(7);
  }
}
