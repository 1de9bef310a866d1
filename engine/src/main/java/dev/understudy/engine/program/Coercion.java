// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.schema.AttributeDefinition;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Fits values to the attribute they flow into. A value that already has the type is taken as it
/// is; text and numbers and booleans become each other where that loses nothing; everything else is
/// a mismatch.
public final class Coercion {
  private Coercion() {}

  /// The values as the target takes them.
  ///
  /// @param definition of the target attribute; null takes everything
  /// @throws FlowException when they do not fit
  public static List<Value> fit(
      @Nullable AttributeDefinition definition, List<Value> values, String attribute) {
    if (definition == null) {
      return values;
    }
    if (values.size() > 1 && !definition.multiValued()) {
      throw new FlowException(
          "flow-multi-values-to-single-value",
          "%d values flow into the single-valued attribute %s; use Item([…],1) or Join([…])"
              .formatted(values.size(), attribute));
    }
    for (int i = 0; i < values.size(); i++) {
      if (!hasType(values.get(i), definition)) {
        return convertAll(definition, values, attribute);
      }
    }
    return values;
  }

  private static boolean hasType(Value value, AttributeDefinition definition) {
    return switch (definition.type()) {
      case STRING -> value instanceof Value.Text;
      case NUMBER -> value instanceof Value.Int64;
      case BOOLEAN -> value instanceof Value.Bool;
      case BINARY -> value instanceof Value.Binary;
      case REFERENCE -> value instanceof Value.Reference;
    };
  }

  private static List<Value> convertAll(
      AttributeDefinition definition, List<Value> values, String attribute) {
    List<Value> converted = new ArrayList<>(values.size());
    for (Value value : values) {
      converted.add(
          convert(definition, value)
              .orElseThrow(() ->
                  new FlowException(
                      "cs-attribute-type-mismatch",
                      "attribute %s takes %s, not \"%s\""
                          .formatted(attribute, definition.type(), shorten(value)))));
    }
    return List.copyOf(converted);
  }

  private static String shorten(Value value) {
    String text = Text.of(value);
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static Optional<Value> convert(AttributeDefinition definition, Value value) {
    if (hasType(value, definition)) {
      return Optional.of(value);
    }
    boolean binary = value instanceof Value.Binary;
    return switch (definition.type()) {
      case STRING -> binary ? Optional.empty() : Optional.of(Value.of(Text.of(value)));
      case NUMBER -> binary ? Optional.empty() : number(Text.of(value));
      case BOOLEAN -> bool(value);
      case BINARY -> Optional.empty();
      case REFERENCE -> binary ? Optional.empty() : reference(Text.of(value));
    };
  }

  private static Optional<Value> number(String text) {
    try {
      return Optional.of(Value.of(Long.parseLong(text.strip())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Value> bool(Value value) {
    String text = Text.of(value);
    if (text.equalsIgnoreCase("true")) {
      return Optional.of(Value.Bool.TRUE);
    }
    return text.equalsIgnoreCase("false") ? Optional.of(Value.Bool.FALSE) : Optional.empty();
  }

  private static Optional<Value> reference(String text) {
    try {
      return Optional.of(Value.of(Dn.of(text)));
    } catch (DnSyntaxException e) {
      return Optional.empty();
    }
  }
}
