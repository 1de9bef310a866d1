// SPDX-License-Identifier: Apache-2.0
package dev.understudy.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// What a directory calls an object for the whole of the object's life: objectGUID, entryUUID, a
/// primary key. Set by the directory, never changed (`spec/engine.md` §1.2).
///
/// @param bytes one to 512 bytes, not copied
public record Anchor(byte[] bytes) {
  /// More than any directory needs; a longer one is the error `anchor-too-long`.
  public static final int BYTES_MAX = 512;

  public Anchor {
    if (bytes.length == 0 || bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException(
          "an anchor has 1 to " + BYTES_MAX + " bytes, this one " + bytes.length);
    }
  }

  /// The UTF-8 bytes of `text`.
  public static Anchor of(String text) {
    return new Anchor(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A hash of 64 bits, the same for all time, whose sums over many anchors do not meet by chance:
  /// FNV-1a with a final mix. For sets of anchors that are remembered as sums.
  public long fingerprint() {
    long hash = 0xcbf29ce484222325L;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Anchor(byte[] theirs) && Arrays.equals(bytes, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Printable ASCII as it is, sixteen bytes as hexadecimal, anything else as Base64.
  @Override
  public String toString() {
    for (byte b : bytes) {
      if (b < 0x21 || b > 0x7e) {
        return bytes.length == 16
            ? HexFormat.of().formatHex(bytes)
            : Base64.getEncoder().encodeToString(bytes);
      }
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
