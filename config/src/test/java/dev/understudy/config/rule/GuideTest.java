// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.defaults.DefaultMetaverse;
import dev.understudy.config.problem.Problem.Severity;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.text.TextFile;
import dev.understudy.engine.rule.RuleSurroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuideTest {

  @Test
  void everyRuleInTheGuideLoadsAndPassesItsChecks() throws Exception {
    Path guide = Path.of("../docs/rules.md");
    List<TextFile> rules = new ArrayList<>();
    for (String block : Files.readString(guide).split("```yaml\n", -1)) {
      if (block.startsWith("name:")) {
        String text = block.substring(0, block.indexOf("```"));
        rules.add(new TextFile(Path.of("rules.md", "rule " + rules.size() + ".yaml"), text));
      }
    }
    Problems problems = new Problems();
    LoadedRules loaded = RuleFiles.load(rules, problems);
    problems.addAll(
        loaded.check(
            new RuleSurroundings(DefaultMetaverse.schema(), Set.of("corp"), Map.of(), Map.of())));

    assertThat(rules).hasSize(2);
    assertThat(problems.all())
        .filteredOn(problem -> problem.severity() == Severity.ERROR)
        .isEmpty();
  }
}
