// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.text;

import dev.understudy.config.problem.Problems;
import dev.understudy.config.text.YamlNode.Scalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Paths that configuration names.
public final class Paths {
  private Paths() {}

  /// `written` seen from `folder`; empty after reporting that it is no path.
  public static Optional<Path> resolve(Path folder, Scalar written, Problems problems) {
    try {
      return Optional.of(folder.resolve(written.text()).normalize());
    } catch (InvalidPathException e) {
      problems.error(
          written.position(), "\"%s\" is no path: %s".formatted(written.text(), e.getReason()));
      return Optional.empty();
    }
  }
}
