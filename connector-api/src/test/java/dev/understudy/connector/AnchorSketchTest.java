// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.value.Anchor;
import org.junit.jupiter.api.Test;

final class AnchorSketchTest {
  private static final int MANY = 5_000;

  @Test
  void theSameAnchorsInAnyOrderAreKept() {
    AnchorSketch later = new AnchorSketch();
    for (int i = MANY - 1; i >= 0; i--) {
      later.add(anchor(i), false);
    }

    assertThat(later.keeps(known())).isTrue();
  }

  @Test
  void oneThatIsGoneIsNoticedAlsoWhenAnotherCame() {
    AnchorSketch later = known(1, MANY);
    assertThat(later.keeps(known())).isFalse();

    later.add(anchor(MANY), true);
    assertThat(later.keeps(known())).isFalse();
  }

  @Test
  void newOnesAmongChangedOnesHideNothing() {
    AnchorSketch later = new AnchorSketch();
    for (int i = 0; i < MANY + 500; i++) {
      later.add(anchor(i), i % 5 == 0 || i >= MANY);
    }
    assertThat(later.keeps(known())).isTrue();

    AnchorSketch shorter = new AnchorSketch();
    for (int i = 0; i < MANY + 500; i++) {
      if (i != 1_234) {
        shorter.add(anchor(i), i % 5 == 0 || i >= MANY);
      }
    }
    assertThat(shorter.keeps(known())).isFalse();
  }

  @Test
  void aDirectoryThatWasEmptyMayHaveGrownByAnyNumber() {
    AnchorSketch later = new AnchorSketch();
    for (int i = 0; i < 100_000; i++) {
      later.add(anchor(i), true);
    }

    assertThat(later.keeps(new AnchorSketch())).isTrue();
  }

  @Test
  void textIsReadBackAndAnythingElseIsRefused() {
    assertThat(known().keeps(AnchorSketch.parse(known().toText()).orElseThrow())).isTrue();
    assertThat(known().toText()).hasSizeLessThan(12_000).doesNotContain(" ");
    assertThat(AnchorSketch.parse("")).isEmpty();
    assertThat(AnchorSketch.parse("nonsense")).isEmpty();
    assertThat(AnchorSketch.parse("!")).isEmpty();
  }

  private static AnchorSketch known() {
    return known(0, MANY);
  }

  private static AnchorSketch known(int from, int to) {
    AnchorSketch sketch = new AnchorSketch();
    for (int i = from; i < to; i++) {
      sketch.add(anchor(i), false);
    }
    return sketch;
  }

  private static Anchor anchor(int number) {
    return Anchor.of("person/" + number);
  }
}
