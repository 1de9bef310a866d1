// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.SharedData;
import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.text.TextFile;
import dev.understudy.config.text.YamlFile;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.RuleSetDigest;
import dev.understudy.engine.rule.SyncRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleWriterTest {
  @TempDir Path folder;

  @Test
  void theRealRulesAreEqualAfterConvertingAndLoadingThemAgain() {
    RuleSet real = RuleFiles.load(SharedData.exportedConfiguration()).ruleSet();

    RuleWriter.write(real, folder);

    RuleSet again = RuleFiles.load(folder).ruleSet();
    assertThat(again).isEqualTo(real);
    assertThat(RuleSetDigest.of(again)).isEqualTo(RuleSetDigest.of(real));
    assertThat(folder.toFile().list()).hasSize(62).contains("100-in-from-ad-user-join.yaml");
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomRulesAreEqualAfterWritingAndReadingThem(long seed) {
    for (SyncRule rule : new RandomRules(seed).ruleSet().rules()) {
      String text = RuleWriter.write(rule);
      Problems problems = new Problems();

      TextFile file = new TextFile(Path.of("seed-" + seed + ".yaml"), text);
      assertThat(YamlRule.read(YamlFile.parse(file), problems).map(LoadedRule::rule))
          .as("seed %d:%n%s%n%s", seed, text, problems.all())
          .contains(rule);
    }
  }

  @Test
  void rulesAreNotWrittenAmongOtherFiles() throws Exception {
    Files.writeString(folder.resolve("mine.yaml"), "name: mine");

    assertThatThrownBy(() -> RuleWriter.write(new RandomRules(1).ruleSet(), folder))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is not empty; name a new folder for the rules");
  }
}
