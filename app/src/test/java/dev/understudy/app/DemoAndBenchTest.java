// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DemoAndBenchTest {
  @TempDir Path folder;

  @Test
  void theDemoRunsToItsEndAndTellsWhatItDid() {
    Outcome demo = Office.bare("demo", "--once", "--users", "40").done();
    demo.says("40 people", "export-add", "because: ", "department = ", "What to try next:");
    assertThat(demo.err()).isEmpty();
  }

  @Test
  void whatTheDemoKeepsIsAnInstanceToGoOnWith() {
    Path kept = folder.resolve("kept");
    Office.bare("demo", "--once", "--users", "30", "--keep", kept.toString()).done();
    String config = "--config=" + kept.resolve("understudy.yaml");
    Office.bare("cycle", "start", "delta", config).done().doesNotSay("export-");
    Office.bare("preview", "--all", config).done().says("Nothing would be different.");
    Office.bare("cs", "search", "displayName=A*", config).done().says("corp", "cloud");
  }

  @Test
  void theDemoTouchesNoFolderThatIsInUse() throws Exception {
    Files.writeString(folder.resolve("mine.txt"), "mine");
    Office.bare("demo", "--once", "--keep", folder.toString())
        .endedWith(1)
        .complains("is not empty");
    Office.bare("demo").endedWith(2).complains("--once");
    Office.bare("demo", "--once", "--users", "3").endedWith(2).complains("20 to 100000");
  }

  @Test
  void aBenchmarkThatDoesNotExistIsNamedBesideThoseThatDo() {
    Office.bare("bench", "--quick", "memory")
        .endedWith(2)
        .complains("no benchmark memory", "company, nochange, delta, member, rules, million, ldap");
  }

  @Test
  void aFigureStandsBesideItsGoalAndAMissIsAFailure() {
    Outcome outcome = Office.bare("bench", "--quick", "rules", "-o", "json");
    JsonNode figure = outcome.json().get(0);
    assertThat(figure.get("goal").doubleValue()).isPositive();
    assertThat(figure.get("value").doubleValue()).isPositive();
    boolean reached = figure.get("value").doubleValue() <= figure.get("goal").doubleValue();
    assertThat(outcome.code()).isEqualTo(reached ? 0 : 1);
  }
}
