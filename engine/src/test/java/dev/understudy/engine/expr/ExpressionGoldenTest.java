// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The language by example: `src/test/resources/expr/*.golden`. After an intended change
/// `-Dgolden=write` writes the files anew; read the difference before committing it.
class ExpressionGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/expr");

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".golden"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyExampleGivesWhatIsWritten(String name) throws IOException {
    Path file = FOLDER.resolve(name);
    String expected = Files.readString(file);
    String actual = GoldenFile.run(expected);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, actual);
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }

  @Test
  void everyFunctionHasAnExample() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : files()) {
      all.append(Files.readString(FOLDER.resolve(name)));
    }
    assertThat(CallChecker.names()).hasSize(89).allMatch(name -> all.indexOf(name + "(") >= 0);
  }
}
