// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.schema.AttributeDefinition;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Inputs as the engine has them: an array of values by slot. Attributes named `present…` have one
/// value, all others none.
final class SlotInputs implements NameResolver, Inputs {
  private final List<String> names = new ArrayList<>();
  private final List<List<Value>> values = new ArrayList<>();

  Expression compile(String source) {
    return Expression.compile(source, this);
  }

  @Override
  public int slot(String attribute) {
    if (!names.contains(attribute)) {
      names.add(attribute);
      boolean present = attribute.startsWith("present");
      values.add(present ? List.of(Value.of("Contoso Sales " + attribute)) : List.of());
    }
    return names.indexOf(attribute);
  }

  @Override
  public Optional<AttributeDefinition> definition(String attribute) {
    return Optional.empty();
  }

  @Override
  public Collection<String> attributes() {
    return names;
  }

  @Override
  public int parameter(String name) {
    return -1;
  }

  @Override
  public Collection<String> parameters() {
    return List.of();
  }

  @Override
  public List<Value> attribute(int slot) {
    return values.get(slot);
  }

  @Override
  public List<Value> imported(int slot) {
    return values.get(slot);
  }

  @Override
  public long valueCount(int slot) {
    return values.get(slot).size();
  }

  @Override
  public String parameter(int index) {
    return "";
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public RandomGenerator random() {
    return new Random(42);
  }
}
