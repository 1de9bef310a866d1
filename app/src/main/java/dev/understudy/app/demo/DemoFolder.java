// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.demo;

import dev.understudy.app.failure.AppException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the demo puts its files.
///
/// @param path the folder
/// @param temporary whether it is removed at the end
public record DemoFolder(Path path, boolean temporary) implements AutoCloseable {

  /// The folder to keep, which must be new or empty; null makes a temporary one.
  public static DemoFolder of(@Nullable Path keep) throws IOException {
    if (keep == null) {
      return new DemoFolder(Files.createTempDirectory("understudy-demo"), true);
    }
    Files.createDirectories(keep);
    try (Stream<Path> entries = Files.list(keep)) {
      if (entries.findAny().isPresent()) {
        throw AppException.failed(keep + " is not empty; name a new folder");
      }
    }
    return new DemoFolder(keep, false);
  }

  @Override
  public void close() throws IOException {
    if (!temporary) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
