// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import dev.understudy.connector.ExportOutcome;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks objects against a schema the way a strict directory does.
final class DirectoryCheck {
  private final Schema schema;

  DirectoryCheck(Schema schema) {
    this.schema = schema;
  }

  /// The refusal that writing this object meets; empty when it may be.
  Optional<ExportOutcome> refusal(StoredObject object) {
    ObjectTypeDefinition type = schema.type(object.objectType()).orElse(null);
    if (type == null) {
      return rejected("no-export-to-this-object-type", "there is no type " + object.objectType());
    }
    for (String required : type.required()) {
      if (object.attributes().get(required).isEmpty()) {
        return rejected(
            "missing-provisioning-attribute",
            "%s %s needs %s".formatted(type.name(), object.dn(), required));
      }
    }
    for (Map.Entry<String, List<Value>> attribute : object.attributes().map().entrySet()) {
      Optional<ExportOutcome> refusal = refusal(type, attribute.getKey(), attribute.getValue());
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<ExportOutcome> refusal(
      ObjectTypeDefinition type, String name, List<Value> values) {
    AttributeDefinition definition = schema.attribute(name).orElse(null);
    if (definition == null || !type.attributes().contains(name)) {
      return rejected(
          "unexpected-provisioning-attribute", "a %s has no %s".formatted(type.name(), name));
    }
    if (!definition.writable()) {
      return rejected("readonly-attribute", name + " is written by the directory alone");
    }
    if (!definition.multiValued() && values.size() > 1) {
      return rejected(
          "constraint-violation", "%s has one value, not %d".formatted(name, values.size()));
    }
    if (new HashSet<>(values).size() < values.size()) {
      return rejected("cd-existing-attribute-or-value", name + " has the same value twice");
    }
    for (Value value : values) {
      if (typeOf(value) != definition.type()) {
        return rejected(
            "syntax-violation",
            "%s is %s, not %s".formatted(name, definition.type(), typeOf(value)));
      }
    }
    return Optional.empty();
  }

  private static AttributeType typeOf(Value value) {
    return switch (value) {
      case Value.Text _ -> AttributeType.STRING;
      case Value.Int64 _ -> AttributeType.NUMBER;
      case Value.Bool _ -> AttributeType.BOOLEAN;
      case Value.Binary _ -> AttributeType.BINARY;
      case Value.Reference _ -> AttributeType.REFERENCE;
    };
  }

  private static Optional<ExportOutcome> rejected(String error, String detail) {
    return Optional.of(new ExportOutcome.Rejected(error, detail));
  }
}
