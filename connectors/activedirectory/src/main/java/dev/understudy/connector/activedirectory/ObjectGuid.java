// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.Entry;
import dev.understudy.value.Anchor;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// An objectGUID: sixteen bytes, of which the first eight are written in another order than they
/// travel.
///
/// @param bytes as they travel
record ObjectGuid(byte[] bytes) {
  private static final int LENGTH = 16;
  private static final int[] ORDER = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
  private static final Pattern TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  ObjectGuid {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a GUID has 16 bytes, not " + bytes.length);
    }
  }

  /// The one of an entry that was asked for with it.
  static ObjectGuid of(Entry entry) {
    return new ObjectGuid(
        Objects.requireNonNull(entry.getAttributeValueBytes("objectGUID"), entry.getDN()));
  }

  /// Reads `3f79048f-42cd-4c77-8426-835cd9f8a3ad`; empty when the text is something else.
  static Optional<ObjectGuid> parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    byte[] written = HexFormat.of().parseHex(text.replace("-", ""));
    return Optional.of(new ObjectGuid(reordered(written)));
  }

  /// A name that a request may use in place of a DN.
  String address() {
    return address(bytes);
  }

  /// The same for an anchor.
  static String address(byte[] bytes) {
    return "<GUID=" + HexFormat.of().formatHex(bytes) + ">";
  }

  Anchor anchor() {
    return new Anchor(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectGuid(byte[] theirs) && Arrays.equals(bytes, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// As people write it.
  @Override
  public String toString() {
    String hex = HexFormat.of().formatHex(reordered(bytes)).toLowerCase(Locale.ROOT);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  private static byte[] reordered(byte[] bytes) {
    byte[] reordered = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      reordered[i] = bytes[ORDER[i]];
    }
    return reordered;
  }
}
