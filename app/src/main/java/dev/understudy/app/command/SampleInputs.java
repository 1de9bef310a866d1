// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.engine.expr.Inputs;
import dev.understudy.engine.expr.NameResolver;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Serves a sample object to an expression. Every attribute name is taken, because an object need
/// not have every attribute.
final class SampleInputs implements NameResolver, Inputs {
  private final SampleObject object;
  private final List<String> parameterNames;
  private final List<String> parameterValues;
  private final List<String> attributes = new ArrayList<>();

  SampleInputs(SampleObject object, Map<String, String> parameters) {
    this.object = object;
    this.parameterNames = List.copyOf(parameters.keySet());
    this.parameterValues = List.copyOf(parameters.values());
  }

  @Override
  public int slot(String attribute) {
    int known = attributes.indexOf(attribute);
    if (known >= 0) {
      return known;
    }
    attributes.add(attribute);
    return attributes.size() - 1;
  }

  @Override
  public Optional<AttributeDefinition> definition(String attribute) {
    return Optional.ofNullable(object.definitions().get(attribute));
  }

  @Override
  public Collection<String> attributes() {
    return object.values().keySet();
  }

  @Override
  public int parameter(String name) {
    return parameterNames.indexOf(name);
  }

  @Override
  public Collection<String> parameters() {
    return parameterNames;
  }

  @Override
  public List<Value> attribute(int slot) {
    return object.values().getOrDefault(attributes.get(slot), List.of());
  }

  @Override
  public List<Value> imported(int slot) {
    return attribute(slot);
  }

  @Override
  public long valueCount(int slot) {
    return attribute(slot).size();
  }

  @Override
  public String parameter(int index) {
    return parameterValues.get(index);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public RandomGenerator random() {
    return RandomGenerator.getDefault();
  }
}
