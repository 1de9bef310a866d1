// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.SharedData;
import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.rule.RuleFiles;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextFileTest {
  @TempDir Path folder;

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of("UTF-8 with a mark", StandardCharsets.UTF_8, "EFBBBF", "utf-8"),
        Arguments.of("UTF-16LE with a mark", StandardCharsets.UTF_16LE, "FFFE", "utf-16"),
        Arguments.of("UTF-16BE with a mark", StandardCharsets.UTF_16BE, "FEFF", "utf-16"),
        Arguments.of("UTF-16LE without a mark", StandardCharsets.UTF_16LE, "", "utf-16"),
        Arguments.of("UTF-16BE without a mark", StandardCharsets.UTF_16BE, "", "utf-16"),
        Arguments.of("a wrong declaration", StandardCharsets.UTF_8, "", "utf-16"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void aRealRuleIsReadInEveryEncodingThatWindowsToolsWrite(
      String name, Charset charset, String mark, String declared) throws Exception {
    Path real;
    try (Stream<Path> files =
        Files.list(SharedData.exportedConfiguration().resolve("SynchronizationRules"))) {
      real = files.sorted().findFirst().orElseThrow();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex(mark));
    String text =
        "<?xml version=\"1.0\" encoding=\"" + declared + "\"?>\r\n" + Files.readString(real);
    bytes.writeBytes(text.getBytes(charset));
    Path copy = Files.write(folder.resolve("rule.xml"), bytes.toByteArray());

    assertThat(RuleFiles.load(copy).ruleSet()).as(name).isEqualTo(RuleFiles.load(real).ruleSet());
  }

  @Test
  void bytesThatAreNoTextAreToldWithTheirPlace() throws Exception {
    Path file = folder.resolve("rule.yaml");
    Files.write(file, "name: x\nid: \u00e4".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> RuleFiles.load(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("rule.yaml:2:5: a byte that is no UTF-8; save the file as UTF-8");
  }
}
