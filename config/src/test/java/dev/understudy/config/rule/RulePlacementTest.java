// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulePlacementTest {
  @TempDir Path folder;

  @Test
  void aRuleBeforeAnotherTakesItsNumberAndTheNextOnesMoveOnlyAsFarAsTheyMust() throws Exception {
    write("a", 1, "precedence: 100");
    write("b", 2, "precedence: 101");
    write("c", 3, "precedence: 200");
    write("new", 4, "precedence-before: 00000000-0000-0000-0000-000000000001");

    assertThat(order()).containsExactly("new 100", "a 101", "b 102", "c 200");
  }

  @Test
  void aRuleAfterAnotherTakesTheNextNumber() throws Exception {
    write("a", 1, "precedence: 100");
    write("b", 2, "precedence: 102");
    write("new", 4, "precedence-after: 00000000-0000-0000-0000-000000000001");

    assertThat(order()).containsExactly("a 100", "new 101", "b 102");
  }

  @Test
  void aRuleMayStandBesideOneThatStandsBesideAnother() throws Exception {
    write("a", 1, "precedence: 100");
    write("b", 2, "precedence-after: 00000000-0000-0000-0000-000000000003");
    write("c", 3, "precedence-after: 00000000-0000-0000-0000-000000000001");

    assertThat(order()).containsExactly("a 100", "c 101", "b 102");
  }

  private List<String> order() {
    return RuleFiles.load(folder).rules().stream()
        .map(
            loaded -> loaded.rule().identity().name() + " " + loaded.rule().settings().precedence())
        .toList();
  }

  private void write(String name, int id, String place) throws Exception {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        name: %s
        id: 00000000-0000-0000-0000-%012d
        direction: Inbound
        connector: ad
        source-object-type: user
        target-object-type: person
        link-type: Join
        %s
        """
            .formatted(name, id, place));
  }
}
