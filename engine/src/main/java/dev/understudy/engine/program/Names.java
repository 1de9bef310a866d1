// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.program;

import dev.understudy.engine.expr.NameResolver;
import dev.understudy.engine.store.Dictionary;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The names that the rules of one side may use. Every attribute name is taken: that a name is in
/// the schema is checked with the rules, so that a directory whose schema is not at hand today does
/// not make them invalid.
final class Names implements NameResolver {
  /// The attribute that stands for an object's DN.
  static final String DN = "dn";

  private static final AttributeDefinition DN_DEFINITION =
      AttributeDefinition.single(DN, AttributeType.REFERENCE);

  private final Dictionary dictionary;
  private final Schema schema;
  private final List<String> parameters;

  Names(Dictionary dictionary, Schema schema, List<String> parameters) {
    this.dictionary = dictionary;
    this.schema = schema;
    this.parameters = parameters;
  }

  @Override
  public int slot(String attribute) {
    return dictionary.number(attribute);
  }

  @Override
  public Optional<AttributeDefinition> definition(String attribute) {
    return attribute.equals(DN) ? Optional.of(DN_DEFINITION) : schema.attribute(attribute);
  }

  @Override
  public Collection<String> attributes() {
    return schema.attributes().keySet();
  }

  @Override
  public int parameter(String name) {
    return parameters.indexOf(name);
  }

  @Override
  public Collection<String> parameters() {
    return parameters;
  }

  boolean isReference(String attribute) {
    return !attribute.equals(DN)
        && schema
            .attribute(attribute)
            .map(definition -> definition.type() == AttributeType.REFERENCE)
            .orElse(false);
  }
}
