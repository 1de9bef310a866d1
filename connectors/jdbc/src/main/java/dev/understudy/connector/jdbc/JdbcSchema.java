// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.jdbc.TypeModel.Field;
import dev.understudy.connector.jdbc.TypeModel.ListModel;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.ObjectTypeDefinition;
import dev.understudy.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The model of a database as the schema of a directory.
final class JdbcSchema {
  private final String connector;
  private final Map<String, AttributeDefinition> attributes = new LinkedHashMap<>();

  private JdbcSchema(String connector) {
    this.connector = connector;
  }

  static Schema of(String connector, Model model) {
    JdbcSchema schema = new JdbcSchema(connector);
    List<ObjectTypeDefinition> types = new ArrayList<>();
    for (TypeModel type : model.types().values()) {
      Set<String> names = new LinkedHashSet<>();
      for (Map.Entry<String, Field> field : type.fields().entrySet()) {
        names.add(field.getKey());
        schema.define(type, field.getKey(), definition(field.getKey(), field.getValue()));
      }
      for (Map.Entry<String, ListModel> list : type.lists().entrySet()) {
        names.add(list.getKey());
        schema.define(type, list.getKey(), definition(list.getKey(), list.getValue()));
      }
      types.add(new ObjectTypeDefinition(type.type(), names, Set.of()));
    }
    return Schema.of(types, schema.attributes.values());
  }

  /// An attribute has one meaning in all types; where two tables disagree one must be renamed.
  private void define(TypeModel type, String name, AttributeDefinition definition) {
    AttributeDefinition known = attributes.putIfAbsent(name, definition);
    if (known == null) {
      return;
    }
    if (known.type() != definition.type() || known.multiValued() != definition.multiValued()) {
      throw new ConnectorException(
          ErrorCode.CONFIGURATION,
          ("connector %s: %s is %s in one type and %s in %s; give one of them another name in"
                  + " \"attributes\"")
              .formatted(connector, name, words(known), words(definition), type.type()));
    }
    attributes.put(
        name,
        new AttributeDefinition(
            name, known.type(), known.multiValued(), known.writable() || definition.writable()));
  }

  private static String words(AttributeDefinition definition) {
    return "%s-valued %s"
        .formatted(definition.multiValued() ? "multi" : "single", definition.type());
  }

  private static AttributeDefinition definition(String name, Field field) {
    return new AttributeDefinition(
        name, type(field.column(), field.reference()), false, field.writable());
  }

  private static AttributeDefinition definition(String name, ListModel list) {
    return new AttributeDefinition(
        name, type(list.columns().value(), list.reference()), true, list.table() != null);
  }

  private static AttributeType type(Column column, @Nullable String reference) {
    return reference == null ? column.form().type() : AttributeType.REFERENCE;
  }
}
