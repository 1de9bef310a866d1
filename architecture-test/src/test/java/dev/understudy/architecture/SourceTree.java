// SPDX-License-Identifier: Apache-2.0
package dev.understudy.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The Java sources of all modules, found from the working directory upwards.
record SourceTree(Path root, List<Path> files) {

  static SourceTree find() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
      if (root == null) {
        throw new IllegalStateException("no mvnw in the working directory or above it");
      }
    }
    return new SourceTree(root, javaFilesBelow(root));
  }

  private static List<Path> javaFilesBelow(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> isSource(root.relativize(file))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSource(Path file) {
    String name = "/" + file.toString().replace('\\', '/');
    return name.endsWith(".java") && name.contains("/src/") && !name.contains("/target/");
  }

  String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  List<Path> mainFiles() {
    return files.stream().filter(file -> name(file).contains("/src/main/")).toList();
  }

  List<Path> testFiles() {
    return files.stream().filter(file -> name(file).contains("/src/test/")).toList();
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
