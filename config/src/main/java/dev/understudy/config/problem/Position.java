// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.problem;

import java.nio.file.Path;

/// A place in a file.
///
/// @param file as it was opened
/// @param line from 1; 0 is the file as a whole
/// @param column from 1
public record Position(Path file, int line, int column) {

  /// The file as a whole.
  public static Position of(Path file) {
    return new Position(file, 0, 0);
  }

  /// The way editors and terminals recognize: `file:line:column`.
  @Override
  public String toString() {
    return line == 0 ? file.toString() : file + ":" + line + ":" + column;
  }
}
