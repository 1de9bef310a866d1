// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what a [ByteSink] collected. Never reads or allocates beyond the bytes that are there,
/// whatever they say: a damaged object is a [StoreException] that names it.
final class ByteSource {
  private static final int[] NO_NUMBERS = new int[0];

  private final byte[] bytes;
  private final String kind;
  private final long id;
  private int at;

  /// @param kind what kind of object the bytes are of, for example `metaverse object`
  /// @param id which object
  ByteSource(byte[] bytes, String kind, long id) {
    this.bytes = bytes;
    this.kind = kind;
    this.id = id;
  }

  int octet() {
    if (at >= bytes.length) {
      throw damaged("another byte");
    }
    return bytes[at++] & 0xff;
  }

  long unsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = octet();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw damaged("a number of at most ten bytes");
  }

  long signed() {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  int number() {
    int first = octet();
    if (first < 0x80) {
      return first;
    }
    at--;
    long value = unsigned();
    if (value >>> 32 != 0) {
      throw damaged("a number of 32 bits");
    }
    return (int) value;
  }

  /// A number of things that follow, each of at least one byte.
  int count() {
    int count = number();
    if (count < 0 || count > bytes.length - at) {
      throw damaged("a count of at most " + (bytes.length - at));
    }
    return count;
  }

  int[] numbers() {
    int count = count();
    if (count == 0) {
      return NO_NUMBERS;
    }
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = number();
    }
    return values;
  }

  byte[] binary() {
    int length = count();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  String text() {
    int lengthAndForm = number();
    int length = lengthAndForm >>> 1;
    if (length > bytes.length - at) {
      throw damaged("a text of at most " + (bytes.length - at) + " bytes");
    }
    at += length;
    return (lengthAndForm & 1) == 0
        ? new String(bytes, at - length, length, StandardCharsets.UTF_8)
        : halves(at - length, length / 2);
  }

  /// Character by character: a decoder would replace the halves for which this form is there.
  private String halves(int from, int length) {
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) ((bytes[from + 2 * i] << 8) | (bytes[from + 2 * i + 1] & 0xff));
    }
    return new String(chars);
  }

  void end() {
    if (at != bytes.length) {
      throw damaged("the end");
    }
  }

  StoreException damaged(String expected) {
    return new StoreException(
        StoreException.Code.FAILED,
        "The stored %s %d is damaged: at byte %d of %d: expected %s. Restore a backup of the store, or begin with a new one: full imports fill it again."
            .formatted(kind, id, at, bytes.length, expected));
  }
}
