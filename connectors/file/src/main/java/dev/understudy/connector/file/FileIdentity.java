// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What tells a file from what it was before: replaced by rename, it has another key; written in
/// place, another size or time.
///
/// @param size in bytes
/// @param modified in nanoseconds since 1970, as fine as the file system keeps it
/// @param key device and inode where the system has them, else empty
record FileIdentity(long size, long modified, String key) {

  /// The identity that a file which is not there has.
  static final FileIdentity NONE = new FileIdentity(-1, -1, "");

  static FileIdentity of(Path file) throws IOException {
    if (Files.notExists(file)) {
      return NONE;
    }
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Object key = attributes.fileKey();
    return new FileIdentity(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        key == null ? "" : key.toString().replace(' ', '_'));
  }

  String toText() {
    return size + " " + modified + " " + (key.isEmpty() ? "-" : key);
  }

  static Optional<FileIdentity> parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new FileIdentity(
              Long.parseLong(parts[0]),
              Long.parseLong(parts[1]),
              parts[2].equals("-") ? "" : parts[2]));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
