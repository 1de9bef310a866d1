// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import java.nio.charset.StandardCharsets;

/// What a text column of both databases can hold: everything but NUL and halves of characters.
final class Texts {
  private Texts() {}

  static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /// The text with a replacement character for what cannot be stored: for texts that people read.
  static String readable(String text) {
    return isStorable(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE)
            .replace('\0', '\ufffd');
  }

  /// The text in a form that any text has, for a column of bytes.
  static byte[] toBytes(String text) {
    ByteSink sink = new ByteSink();
    sink.text(text);
    return sink.toBytes();
  }

  /// The text of which `bytes` are the [#toBytes].
  static String fromBytes(byte[] bytes) {
    return new ByteSource(bytes, "text", 0).text();
  }
}
