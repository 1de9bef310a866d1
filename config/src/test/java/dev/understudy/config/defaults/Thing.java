// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.defaults;

import dev.understudy.engine.expr.Expression;
import dev.understudy.engine.expr.Inputs;
import dev.understudy.engine.expr.NameResolver;
import dev.understudy.engine.expr.Result;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An object: attributes with values.
record Thing(Map<String, List<Value>> attributes) {

  /// What an expression says about it.
  Result evaluate(String expression) {
    Names names = new Names();
    return Expression.compile(expression, names).evaluate(new ThingInputs(this, names));
  }

  Thing with(String attribute, String... texts) {
    return with(attribute, Stream.of(texts).map(Value.Text::new).toArray(Value[]::new));
  }

  Thing with(String attribute, Value... values) {
    Map<String, List<Value>> changed = new HashMap<>(attributes);
    changed.put(attribute, List.of(values));
    return new Thing(changed);
  }

  Thing without(String attribute) {
    Map<String, List<Value>> changed = new HashMap<>(attributes);
    changed.remove(attribute);
    return new Thing(changed);
  }

  /// Gives every name the next number.
  private static final class Names implements NameResolver {
    private final List<String> names = new ArrayList<>();

    @Override
    public int slot(String attribute) {
      if (!names.contains(attribute)) {
        names.add(attribute);
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
      return slot(name);
    }

    @Override
    public Collection<String> parameters() {
      return names;
    }
  }

  private record ThingInputs(Thing thing, Names names) implements Inputs {
    private static final Map<String, String> PARAMETERS =
        Map.of("Domain.FQDN", "contoso.com", "Target.Users", "ou=people,o=branch");

    @Override
    public List<Value> attribute(int slot) {
      return thing.attributes.getOrDefault(names.names.get(slot), List.of());
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
    public @Nullable String parameter(int index) {
      return PARAMETERS.get(names.names.get(index));
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public RandomGenerator random() {
      return new Random(1);
    }
  }
}
