// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How one command ended.
///
/// @param code the exit code
/// @param out what it wrote for whoever asked
/// @param err what it wrote beside that
record Outcome(int code, String out, String err) {

  /// Expects the exit code 0.
  Outcome done() {
    return endedWith(0);
  }

  /// Expects an exit code.
  Outcome endedWith(int wanted) {
    assertThat(code).as("exit code; out: %s; err: %s", out, err).isEqualTo(wanted);
    return this;
  }

  /// Expects all of these in what it wrote.
  Outcome says(String... parts) {
    assertThat(out).contains(parts);
    return this;
  }

  /// Expects none of these in what it wrote.
  Outcome doesNotSay(String... parts) {
    assertThat(out).doesNotContain(parts);
    return this;
  }

  /// Expects all of these in what it complained of.
  Outcome complains(String... parts) {
    assertThat(err).contains(parts);
    return this;
  }

  /// What it wrote, which must be one JSON document and nothing else.
  JsonNode json() {
    return JsonMapper.builder()
        .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build()
        .readTree(out);
  }

  /// The line that contains all of these.
  String line(String... parts) {
    return out.lines()
        .filter(line -> java.util.Arrays.stream(parts).allMatch(line::contains))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no line with " + String.join(", ", parts) + " in:\n" + out));
  }
}
