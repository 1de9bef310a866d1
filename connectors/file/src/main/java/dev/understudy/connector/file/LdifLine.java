// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// One logical line as it is written: never folded, in Base64 where RFC 2849 demands it.
final class LdifLine {
  private LdifLine() {}

  /// The line of one value, without line break.
  static byte[] of(String name, Value value) {
    return switch (value) {
      case Value.Text(String text) -> of(name, text);
      case Value.Int64(long number) -> of(name, Long.toString(number));
      case Value.Bool(boolean bool) -> of(name, bool ? "TRUE" : "FALSE");
      case Value.Binary(byte[] bytes) -> base64(name, bytes);
      case Value.Reference(Dn dn) -> of(name, dn.text());
    };
  }

  /// The line of one text.
  static byte[] of(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return isSafe(bytes) ? join(name, ": ", bytes) : base64(name, bytes);
  }

  private static byte[] base64(String name, byte[] bytes) {
    return join(name, ":: ", Base64.getEncoder().encode(bytes));
  }

  private static byte[] join(String name, String separator, byte[] value) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(name.length() + value.length + 3);
    line.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(value);
    return line.toByteArray();
  }

  /// SAFE-STRING of RFC 2849, and no space at the end.
  private static boolean isSafe(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      boolean edge = i == 0 || i == bytes.length - 1;
      if (b <= 0 || b == '\n' || b == '\r' || (edge && b == ' ')) {
        return false;
      }
      if (i == 0 && (b == ':' || b == '<')) {
        return false;
      }
    }
    return true;
  }
}
