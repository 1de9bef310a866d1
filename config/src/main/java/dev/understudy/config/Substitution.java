// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problems;
import dev.understudy.config.text.TextFile;
import dev.understudy.config.text.YamlNode.Scalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts in what configuration leaves out: `${env:NAME}`, `${file:path}`, `${folder}`.
final class Substitution {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

  private final Path folder;
  private final Environment environment;
  private final Problems problems;

  Substitution(Path folder, Environment environment, Problems problems) {
    this.folder = folder;
    this.environment = environment;
    this.problems = problems;
  }

  /// @param text with everything put in
  /// @param secret whether some of it came from outside of the file, and must not be shown
  record Filled(String text, boolean secret) {}

  Filled fill(Scalar written) {
    Matcher matcher = REFERENCE.matcher(written.text());
    StringBuilder filled = new StringBuilder();
    boolean secret = false;
    while (matcher.find()) {
      String reference = matcher.group(1);
      secret |= !reference.equals("folder");
      String value = value(reference, written.position()).orElse("");
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return new Filled(matcher.appendTail(filled).toString(), secret);
  }

  private Optional<String> value(String reference, Position position) {
    if (reference.equals("folder")) {
      return Optional.of(folder.toString());
    }
    if (reference.startsWith("env:")) {
      return variable(reference.substring("env:".length()), position);
    }
    if (reference.startsWith("file:")) {
      return content(reference.substring("file:".length()), position);
    }
    problems.error(
        position,
        "${%s} is not understood; expected ${env:NAME}, ${file:path} or ${folder}"
            .formatted(reference));
    return Optional.empty();
  }

  private Optional<String> variable(String name, Position position) {
    Optional<String> value = Optional.ofNullable(environment.variables().get(name));
    if (value.isEmpty()) {
      problems.error(position, "the environment variable %s is not set".formatted(name));
    }
    return value;
  }

  private Optional<String> content(String path, Position position) {
    try {
      // Editors end a file with a line end; no password ends with one.
      return Optional.of(TextFile.read(folder.resolve(path)).text().replaceFirst("\\R\\z", ""));
    } catch (ConfigurationException e) {
      problems.error(position, "${file:%s}: %s".formatted(path, e.problems().getFirst()));
    } catch (InvalidPathException e) {
      problems.error(position, "${file:%s} is no path".formatted(path));
    }
    return Optional.empty();
  }
}
