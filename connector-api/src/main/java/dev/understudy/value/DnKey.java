// SPDX-License-Identifier: Apache-2.0
package dev.understudy.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// 128 bits that stand for a normalized DN wherever DNs are looked up: the first half of its
/// SHA-256. A cryptographic digest, so that nobody who may choose DNs can make two of them meet.
public record DnKey(long high, long low) implements Comparable<DnKey> {
  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(DnKey::sha256);

  static DnKey of(String normalized) {
    byte[] digest = SHA_256.get().digest(normalized.getBytes(StandardCharsets.UTF_8));
    ByteBuffer buffer = ByteBuffer.wrap(digest);
    return new DnKey(buffer.getLong(), buffer.getLong());
  }

  /// The sixteen bytes, most significant first.
  public byte[] toBytes() {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /// The key of which `bytes` are the [#toBytes()].
  public static DnKey fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new DnKey(buffer.getLong(), buffer.getLong());
  }

  @Override
  public int compareTo(DnKey other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
