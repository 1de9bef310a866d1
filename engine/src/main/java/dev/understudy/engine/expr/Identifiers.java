// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The texts of the identifiers that Windows stores as bytes.
final class Identifiers {
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern GUID =
      Pattern.compile(
          "\\{?(\\p{XDigit}{8})-(\\p{XDigit}{4})-(\\p{XDigit}{4})-(\\p{XDigit}{4})-(\\p{XDigit}{12})\\}?");
  private static final int GUID_BYTES = 16;
  private static final int SID_HEADER_BYTES = 8;

  private Identifiers() {}

  /// The bytes of a GUID as Windows stores them, first three groups reversed; null where the text
  /// is none.
  static byte @Nullable [] guidBytes(String text) {
    var matcher = GUID.matcher(text);
    if (text.startsWith("{") != text.endsWith("}") || !matcher.matches()) {
      return null;
    }
    return ByteBuffer.allocate(GUID_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(Integer.parseUnsignedInt(matcher.group(1), 16))
        .putShort((short) Integer.parseInt(matcher.group(2), 16))
        .putShort((short) Integer.parseInt(matcher.group(3), 16))
        .put(HEX.parseHex(matcher.group(4)))
        .put(HEX.parseHex(matcher.group(5)))
        .array();
  }

  static String guid(byte[] bytes) {
    if (bytes.length != GUID_BYTES) {
      throw Fault.value("a GUID has 16 bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return "%08x-%04x-%04x-%s-%s"
        .formatted(
            buffer.getInt(),
            buffer.getShort(),
            buffer.getShort(),
            HEX.formatHex(bytes, 8, 10),
            HEX.formatHex(bytes, 10, GUID_BYTES))
        .toLowerCase(Locale.ROOT);
  }

  static String sid(byte[] bytes) {
    boolean valid =
        bytes.length >= SID_HEADER_BYTES
            && bytes[0] == 1
            && bytes.length == SID_HEADER_BYTES + 4 * Byte.toUnsignedInt(bytes[1]);
    if (!valid) {
      throw Fault.value("not a SID of revision 1: " + new Datum.Bytes(bytes).describe());
    }
    long authority = 0;
    for (int i = 2; i < SID_HEADER_BYTES; i++) {
      authority = authority << 8 | Byte.toUnsignedInt(bytes[i]);
    }
    StringBuilder text = new StringBuilder("S-1-").append(authority);
    ByteBuffer parts = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = SID_HEADER_BYTES; at < bytes.length; at += 4) {
      text.append('-').append(Integer.toUnsignedLong(parts.getInt(at)));
    }
    return text.toString();
  }
}
