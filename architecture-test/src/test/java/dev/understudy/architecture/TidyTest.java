// SPDX-License-Identifier: Apache-2.0
package dev.understudy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What a source file looks like, in the few points that no formatter and no compiler checks.
final class TidyTest {

  private static final int FILE_LINES_MAX = 400;
  private static final int METHOD_LINES_MAX = 60;
  private static final int CONSTRUCTOR_PARAMETERS_MAX = 4;

  private static final String LICENSE = "// SPDX-License-Identifier: Apache-2.0";
  private static final Pattern SENTENCE = Pattern.compile("(?m)^/// .*\\.$");
  private static final Pattern EMPTY_NAME =
      Pattern.compile(
          "(Abstract|Base)\\p{Lu}.*|.*(Impl|Utils?|Helper|Manager|Facade|Handler|Base)");
  // Written in two halves so that this file does not find itself.
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|@Dis" + "abled\\b");
  private static final Pattern TEST_METHOD =
      Pattern.compile("^\\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\\b");

  private static final SourceTree SOURCES = SourceTree.find();

  /// Nothing found would mean nothing wrong.
  @Test
  void theSourcesOfAllModulesAreSeen() {
    assertThat(SOURCES.mainFiles()).hasSizeGreaterThan(200);
    assertThat(SOURCES.testFiles()).hasSizeGreaterThan(20);
  }

  @Test
  void everyFileIsShortEnoughToRead() {
    assertThat(SOURCES.files())
        .filteredOn(file -> SourceTree.lines(file).size() > FILE_LINES_MAX)
        .extracting(file -> "%s (%d)".formatted(SOURCES.name(file), SourceTree.lines(file).size()))
        .as("files of more than %d lines", FILE_LINES_MAX)
        .isEmpty();
  }

  @Test
  void everyMethodFitsOnAScreen() throws IOException {
    assertThat(DeclaredMethod.in(SOURCES.files()))
        .filteredOn(method -> method.lines() > METHOD_LINES_MAX)
        .as("methods of more than %d lines", METHOD_LINES_MAX)
        .isEmpty();
  }

  @Test
  void theFifthConstructorParameterMakesARecord() throws IOException {
    assertThat(DeclaredMethod.in(SOURCES.mainFiles()))
        .filteredOn(DeclaredMethod::constructorOfClass)
        .filteredOn(constructor -> constructor.parameters() > CONSTRUCTOR_PARAMETERS_MAX)
        .as("constructors of more than %d parameters", CONSTRUCTOR_PARAMETERS_MAX)
        .isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    assertThat(SOURCES.mainFiles().stream().map(Path::getParent).distinct())
        .filteredOn(folder -> !isDescribed(folder.resolve("package-info.java")))
        .extracting(SOURCES::name)
        .as("packages without a package-info.java that has a sentence and @NullMarked")
        .isEmpty();
  }

  private static boolean isDescribed(Path info) {
    if (!Files.exists(info)) {
      return false;
    }
    String text = String.join("\n", SourceTree.lines(info));
    return SENTENCE.matcher(text).find() && text.contains("@NullMarked");
  }

  @Test
  void noNameIsEmptyOfMeaning() {
    assertThat(SOURCES.files())
        .extracting(file -> file.getFileName().toString().replace(".java", ""))
        .filteredOn(name -> EMPTY_NAME.matcher(name).matches())
        .isEmpty();
  }

  @Test
  void everyFileNamesItsLicense() {
    assertThat(SOURCES.files())
        .filteredOn(file -> !SourceTree.lines(file).getFirst().equals(LICENSE))
        .extracting(SOURCES::name)
        .as("files that do not begin with %s", LICENSE)
        .isEmpty();
  }

  @Test
  void nothingIsLeftUnfinished() {
    assertThat(SOURCES.files())
        .filteredOn(file -> hasLine(file, UNFINISHED))
        .extracting(SOURCES::name)
        .isEmpty();
  }

  /// The test runner takes classes by their name and says nothing of the others.
  @Test
  void everyTestIsInAClassThatTheTestRunnerTakes() {
    assertThat(SOURCES.testFiles())
        .filteredOn(file -> hasLine(file, TEST_METHOD))
        .extracting(SOURCES::name)
        .filteredOn(name -> !name.endsWith("Test.java"))
        .isEmpty();
  }

  private static boolean hasLine(Path file, Pattern pattern) {
    return SourceTree.lines(file).stream().anyMatch(line -> pattern.matcher(line).find());
  }
}
