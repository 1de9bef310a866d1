// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import dev.understudy.engine.expr.NameResolver;
import dev.understudy.engine.rule.RuleCheck.Side;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.schema.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The names that expressions of one rule may use; everything, where no schema is known.
final class CheckedNames implements NameResolver {
  private static final AttributeDefinition DN_DEFINITION =
      AttributeDefinition.single(Flow.DN, AttributeType.REFERENCE);

  private final Optional<Schema> schema;
  private final Collection<String> attributes;
  private final boolean readsConnector;
  private final Optional<Set<String>> parameters;

  CheckedNames(RuleCheck check) {
    schema = check.surroundings().source(check.rule().types());
    attributes =
        schema
            .<Collection<String>>map(known -> check.attributesOf(known, Side.SOURCE))
            .orElse(List.of());
    readsConnector = check.inbound();
    parameters = Optional.ofNullable(check.knownParameters());
  }

  @Override
  public int slot(String attribute) {
    boolean named = readsConnector && attribute.equals(Flow.DN);
    return schema.isEmpty() || named || attributes.contains(attribute) ? 0 : -1;
  }

  @Override
  public Optional<AttributeDefinition> definition(String attribute) {
    return readsConnector && attribute.equals(Flow.DN)
        ? Optional.of(DN_DEFINITION)
        : schema.flatMap(known -> known.attribute(attribute));
  }

  @Override
  public Collection<String> attributes() {
    return attributes;
  }

  @Override
  public int parameter(String name) {
    return parameters.isEmpty() || parameters.get().contains(name) ? 0 : -1;
  }

  @Override
  public Collection<String> parameters() {
    return parameters.orElse(Set.of());
  }
}
