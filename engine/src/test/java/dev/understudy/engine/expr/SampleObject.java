// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.schema.AttributeDefinition;
import dev.understudy.schema.AttributeType;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// An object with the names it has, to compile and run expressions on. An attribute without values
/// is known and absent.
final class SampleObject implements NameResolver, Inputs {
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final Map<String, Integer> parameterNames = new LinkedHashMap<>();
  private final Map<String, List<Value>> values = new LinkedHashMap<>();
  private final Map<String, List<Value>> imported = new LinkedHashMap<>();
  private final Map<String, AttributeType> types = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final boolean permissive;
  private final Random random = new Random(42);

  /// @param permissive whether a name that was never set is known, and absent
  SampleObject(boolean permissive) {
    this.permissive = permissive;
  }

  SampleObject set(String attribute, Value... all) {
    return set(attribute, List.of(all));
  }

  SampleObject set(String attribute, List<Value> all) {
    remember(names, attribute);
    values.put(attribute, all);
    return this;
  }

  SampleObject setImported(String attribute, List<Value> all) {
    remember(names, attribute);
    imported.put(attribute, all);
    return this;
  }

  SampleObject setType(String attribute, AttributeType type) {
    remember(names, attribute);
    types.put(attribute, type);
    return this;
  }

  SampleObject setParameter(String name, String value) {
    remember(parameterNames, name);
    parameters.put(name, value);
    return this;
  }

  Result run(String source) {
    return Expression.compile(source, this).evaluate(this);
  }

  private static int remember(Map<String, Integer> known, String name) {
    Integer index = known.putIfAbsent(name, known.size());
    return index == null ? known.size() - 1 : index;
  }

  private static String name(Map<String, Integer> known, int index) {
    return known.keySet().stream().skip(index).findFirst().orElseThrow();
  }

  @Override
  public int slot(String attribute) {
    return permissive ? remember(names, attribute) : names.getOrDefault(attribute, -1);
  }

  @Override
  public Optional<AttributeDefinition> definition(String attribute) {
    AttributeType type = types.get(attribute);
    return type == null
        ? Optional.empty()
        : Optional.of(AttributeDefinition.single(attribute, type));
  }

  @Override
  public Collection<String> attributes() {
    return names.keySet();
  }

  @Override
  public int parameter(String name) {
    return permissive ? remember(parameterNames, name) : parameterNames.getOrDefault(name, -1);
  }

  @Override
  public Collection<String> parameters() {
    return parameterNames.keySet();
  }

  @Override
  public List<Value> attribute(int slot) {
    return values.getOrDefault(name(names, slot), List.of());
  }

  @Override
  public List<Value> imported(int slot) {
    String name = name(names, slot);
    return imported.getOrDefault(name, values.getOrDefault(name, List.of()));
  }

  @Override
  public long valueCount(int slot) {
    return attribute(slot).size();
  }

  @Override
  public @Nullable String parameter(int index) {
    return parameters.get(name(parameterNames, index));
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-11-21T06:30:00Z");
  }

  @Override
  public RandomGenerator random() {
    return random;
  }
}
