// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.engine.store.IndexKey;
import dev.understudy.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/// The keys under which join values are found: text without case, at most 64 bytes. Two values that
/// may match have equal keys; that they do match is checked on the values.
public final class JoinKey {
  private static final int LITERAL_BYTES_MAX = 63;

  private JoinKey() {}

  /// The key of a value of an attribute.
  public static IndexKey of(int attribute, Value value) {
    byte[] bytes =
        value instanceof Value.Binary(byte[] raw)
            ? raw
            : Text.of(value).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return new IndexKey(attribute, bytes.length <= LITERAL_BYTES_MAX ? bytes : digest(bytes));
  }

  /// Whether two values match in a join.
  public static boolean matches(Value first, Value second, boolean caseSensitive) {
    if (first instanceof Value.Binary || second instanceof Value.Binary) {
      return first.equals(second);
    }
    return caseSensitive
        ? Text.of(first).equals(Text.of(second))
        : Text.of(first).equalsIgnoreCase(Text.of(second));
  }

  private static byte[] digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      byte[] key = new byte[LITERAL_BYTES_MAX + 1];
      System.arraycopy(bytes, 0, key, 0, key.length - digest.length);
      System.arraycopy(digest, 0, key, key.length - digest.length, digest.length);
      return key;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
