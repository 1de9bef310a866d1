// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import dev.understudy.schema.AttributeType;
import dev.understudy.schema.Schema;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// Values as tests write them: `a|b`; binary ones as text, as `sid:1001` or as `guid:name`.
final class LabValues {
  private LabValues() {}

  static List<Value> of(Schema schema, String attribute, String text) {
    AttributeType type = schema.attribute(attribute).orElseThrow().type();
    return Arrays.stream(text.split("\\|", -1)).map(one -> value(type, one)).toList();
  }

  private static Value value(AttributeType type, String text) {
    return switch (type) {
      case STRING -> Value.of(text);
      case NUMBER -> Value.of(Long.parseLong(text));
      case BOOLEAN -> Value.of(Boolean.parseBoolean(text));
      case BINARY -> Value.of(bytes(text));
      case REFERENCE -> Value.of(Dn.of(text));
    };
  }

  private static byte[] bytes(String text) {
    if (text.startsWith("guid:")) {
      return guid(text.substring("guid:".length()));
    }
    if (text.startsWith("sid:")) {
      return sid(Integer.parseInt(text.substring("sid:".length())));
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The GUID that belongs to a name.
  static byte[] guid(String name) {
    UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  /// The anchor in the cloud of whoever has that GUID.
  static String anchor(String name) {
    return Base64.getEncoder().encodeToString(guid(name));
  }

  /// S-1-5-21-1-2-3-`relative`.
  private static byte[] sid(int relative) {
    ByteBuffer sid = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    sid.put(new byte[] {1, 5, 0, 0, 0, 0, 0, 5});
    for (int part : new int[] {21, 1, 2, 3, relative}) {
      sid.putInt(part);
    }
    return sid.array();
  }
}
