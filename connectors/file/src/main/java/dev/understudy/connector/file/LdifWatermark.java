// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.Watermark;
import java.util.Optional;

/// What of an LDIF file and its folder of changes has been read.
///
/// @param file the file of entries
/// @param lastChanges the name of the last file of changes, empty when none was read
record LdifWatermark(FileIdentity file, String lastChanges) {
  private static final String PREFIX = "ldif1 ";

  Watermark toWatermark() {
    return new Watermark(PREFIX + file.toText() + "/" + lastChanges);
  }

  static Optional<LdifWatermark> parse(Watermark watermark) {
    String text = watermark.text();
    int slash = text.lastIndexOf('/');
    if (!text.startsWith(PREFIX) || slash < PREFIX.length()) {
      return Optional.empty();
    }
    return FileIdentity.parse(text.substring(PREFIX.length(), slash))
        .map(file -> new LdifWatermark(file, text.substring(slash + 1)));
  }
}
