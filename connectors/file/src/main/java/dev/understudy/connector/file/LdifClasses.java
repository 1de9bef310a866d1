// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.schema.AttributeType;
import dev.understudy.value.Value;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What a new entry gets that nobody flows: its object classes and its anchor.
final class LdifClasses {
  private LdifClasses() {}

  /// The values of objectClass for a new entry: the class and, where it is a well-known one, those
  /// above it.
  static List<Value> chain(String objectClass) {
    List<Value> chain = new ArrayList<>();
    chain.add(Value.of("top"));
    switch (objectClass) {
      case "inetOrgPerson", "user", "computer" -> {
        chain.add(Value.of("person"));
        chain.add(Value.of("organizationalPerson"));
        if (objectClass.equals("computer")) {
          chain.add(Value.of("user"));
        }
      }
      case "contact" -> {
        chain.add(Value.of("person"));
        chain.add(Value.of("organizationalPerson"));
      }
      default -> {
        // Directly below top, as most classes are.
      }
    }
    chain.add(Value.of(objectClass));
    return List.copyOf(chain);
  }

  /// An identifier as a value of this type.
  static Value value(UUID id, AttributeType type) {
    return type == AttributeType.BINARY
        ? Value.of(
            ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array())
        : Value.of(id.toString());
  }
}
