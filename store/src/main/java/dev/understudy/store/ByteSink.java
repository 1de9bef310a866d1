// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Collects the bytes of one stored object. Used again for the next one, so that a batch allocates
/// nothing but the results.
final class ByteSink {
  private byte[] bytes = new byte[4096];
  private int size;

  ByteSink clear() {
    size = 0;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /// Seven bits per byte, least significant first; a negative number takes ten bytes.
  void unsigned(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /// As [#unsigned], with numbers near zero short whatever their sign.
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  /// An `int` in at most five bytes.
  void number(int value) {
    unsigned(value & 0xffff_ffffL);
  }

  void numbers(int[] values) {
    number(values.length);
    for (int value : values) {
      number(value);
    }
  }

  void binary(byte[] value) {
    number(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /// UTF-8, or UTF-16 for what UTF-8 cannot hold: a text that was cut between two halves of a
  /// character. The lowest bit of the length says which.
  void text(String text) {
    int start = size;
    int length = text.length();
    number(length << 1);
    room(length);
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        size = start;
        wideText(text);
        return;
      }
      bytes[at++] = (byte) c;
    }
    size = at;
  }

  private void wideText(String text) {
    if (Texts.isStorable(text)) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      number(utf8.length << 1);
      room(utf8.length);
      System.arraycopy(utf8, 0, bytes, size, utf8.length);
      size += utf8.length;
      return;
    }
    number(text.length() << 2 | 1);
    room(text.length() * 2);
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) (text.charAt(i) >> 8);
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
