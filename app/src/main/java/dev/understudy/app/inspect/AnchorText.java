// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import dev.understudy.value.Anchor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// The forms in which people write anchors: as text, hexadecimal, Base64, or as a GUID.
final class AnchorText {
  private AnchorText() {}

  /// Every anchor that `text` may mean.
  static List<Anchor> candidates(String text) {
    List<Anchor> anchors = new ArrayList<>();
    if (text.isEmpty() || text.length() > Anchor.BYTES_MAX / 4) {
      return anchors;
    }
    anchors.add(Anchor.of(text));
    String bare = text.replaceAll("[{}]", "");
    if (bare.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      UUID id = UUID.fromString(bare);
      anchors.add(new Anchor(activeDirectory(id)));
      anchors.add(
          new Anchor(
              ByteBuffer.allocate(16)
                  .putLong(id.getMostSignificantBits())
                  .putLong(id.getLeastSignificantBits())
                  .array()));
    }
    if (text.matches("(?i)([0-9a-f]{2})+")) {
      anchors.add(new Anchor(HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT))));
    }
    try {
      anchors.add(new Anchor(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      // Not every text is Base64.
    }
    return anchors;
  }

  /// The bytes of a GUID as Active Directory stores it: the first three parts little-endian.
  private static byte[] activeDirectory(UUID id) {
    long high = id.getMostSignificantBits();
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) (high >>> 32))
        .putShort((short) (high >>> 16))
        .putShort((short) high)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
