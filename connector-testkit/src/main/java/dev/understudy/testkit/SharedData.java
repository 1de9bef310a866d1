// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/// Real data that is kept beside the repository, in the folder `shared`, and not in it.
public final class SharedData {
  private SharedData() {}

  /// The path of a file or folder below `shared`; skips the test when it is not there.
  public static Path path(String relative) {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path found = folder.resolve("shared").resolve(relative);
      if (Files.exists(found)) {
        return found;
      }
    }
    throw Requirement.missing(
        "shared/" + relative, "put the folder \"shared\" beside the repository");
  }
}
