// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import dev.understudy.config.text.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// A text file inside of the jar.
final class Resource {
  private Resource() {}

  /// @param path below the folder of the configuration package
  static TextFile read(String path) {
    try (InputStream in = Resource.class.getResourceAsStream("/dev/understudy/config/" + path)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + path + "; it is damaged");
      }
      return TextFile.decode(Path.of(path), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
