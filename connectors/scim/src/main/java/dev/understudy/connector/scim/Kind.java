// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.schema.AttributeType;
import dev.understudy.value.Value;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/// The data types of SCIM attributes (RFC 7643 §2.3).
enum Kind {
  STRING(AttributeType.STRING),
  BOOLEAN(AttributeType.BOOLEAN),
  INTEGER(AttributeType.NUMBER),
  DECIMAL(AttributeType.STRING),
  DATE_TIME(AttributeType.STRING),
  BINARY(AttributeType.BINARY),
  /// A URI.
  URI(AttributeType.STRING),
  COMPLEX(AttributeType.STRING),
  /// The identifier of another resource; outside it is that one's name.
  RESOURCE(AttributeType.REFERENCE);

  private final AttributeType type;

  Kind(AttributeType type) {
    this.type = type;
  }

  /// The type of values outside.
  AttributeType type() {
    return type;
  }

  static Kind of(String scim) {
    return switch (scim.toLowerCase(Locale.ROOT)) {
      case "boolean" -> BOOLEAN;
      case "integer" -> INTEGER;
      case "decimal" -> DECIMAL;
      case "datetime" -> DATE_TIME;
      case "binary" -> BINARY;
      case "reference" -> URI;
      case "complex" -> COMPLEX;
      default -> STRING;
    };
  }

  /// A value as it is read.
  ///
  /// @throws IllegalArgumentException when it is none of this kind
  Value read(JsonNode node) {
    return switch (this) {
      case BOOLEAN -> Value.of(bool(node));
      case INTEGER -> Value.of(node.isNumber() ? node.asLong() : Long.parseLong(node.asString()));
      case BINARY -> Value.of(Base64.getDecoder().decode(node.asString()));
      case STRING, DECIMAL, DATE_TIME, URI, RESOURCE -> Value.of(node.asString());
      case COMPLEX -> Value.of(node.toString());
    };
  }

  /// Some services write booleans as text.
  private static boolean bool(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return switch (node.asString().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  /// A value as it is written.
  ///
  /// @throws IllegalArgumentException when it is none of this kind
  JsonNode write(Value value) {
    return switch (value) {
      case Value.Bool(boolean bool) -> text(Boolean.toString(bool));
      case Value.Int64(long number) -> text(Long.toString(number));
      case Value.Binary binary -> text(binary.toString());
      case Value.Text(String text) -> text(text);
      case Value.Reference(var dn) -> text(dn.text());
    };
  }

  /// As it is read from JSON, so that equal numbers are equal.
  private static JsonNode number(long number) {
    boolean small = number == (int) number;
    return small ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
  }

  private JsonNode text(String text) {
    return switch (this) {
      case BOOLEAN -> BooleanNode.valueOf(bool(StringNode.valueOf(text)));
      case INTEGER -> number(Long.parseLong(text));
      case STRING, DECIMAL, DATE_TIME, BINARY, URI, RESOURCE, COMPLEX -> StringNode.valueOf(text);
    };
  }
}
