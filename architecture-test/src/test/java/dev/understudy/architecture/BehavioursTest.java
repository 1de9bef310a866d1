// SPDX-License-Identifier: Apache-2.0
package dev.understudy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// `docs/behaviours.md` promises that each behaviour has a test. Here it is held to that.
final class BehavioursTest {
  private static final int BEHAVIOURS = 29;

  private static final SourceTree SOURCES = SourceTree.find();
  private static final String TABLE =
      String.join("\n", SourceTree.lines(SOURCES.root().resolve("docs/behaviours.md")));
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");
  private static final Pattern GOLDEN = Pattern.compile("`(\\w+\\.golden)`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*$");

  @Test
  void everyTestThatIsNamedExists() {
    List<MatchResult> tests = TEST.matcher(TABLE).results().toList();
    assertThat(tests).hasSizeGreaterThan(BEHAVIOURS);
    assertThat(tests)
        .filteredOn(test -> !isThere(test.group(1), test.group(2)))
        .extracting(MatchResult::group)
        .as("tests that docs/behaviours.md names and nobody wrote")
        .isEmpty();
  }

  private static boolean isThere(String type, String method) {
    Pattern declaration = Pattern.compile("(?m)^  (public )?void " + Pattern.quote(method) + "\\(");
    return SOURCES.files().stream()
        .filter(file -> file.endsWith(type + ".java"))
        .map(file -> String.join("\n", SourceTree.lines(file)))
        .anyMatch(text -> declaration.matcher(text).find());
  }

  @Test
  void everyGoldenFileThatIsNamedExists() {
    Path folder = SOURCES.root().resolve("engine/src/test/resources/expr");
    assertThat(GOLDEN.matcher(TABLE).results().map(golden -> folder.resolve(golden.group(1))))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
  }

  @Test
  void everyBehaviourHasARowWithATest() {
    assertThat(ROW.matcher(TABLE).results().map(row -> Integer.parseInt(row.group(1))))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, BEHAVIOURS).boxed().toList());
    assertThat(ROW.matcher(TABLE).results().map(MatchResult::group))
        .allMatch(row -> TEST.matcher(row).find());
  }
}
