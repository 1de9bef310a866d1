// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What an expression reads while it runs: one object, by the slots its [NameResolver] gave out.
public interface Inputs {

  /// The values of an attribute, pending exports applied; empty when it is absent. `dn` is an
  /// attribute like the others, its value a reference.
  List<Value> attribute(int slot);

  /// The values of an attribute as they were imported or confirmed, pending exports left out; empty
  /// when it is absent.
  List<Value> imported(int slot);

  /// How many values an attribute has, without loading them.
  long valueCount(int slot);

  /// The value of a parameter; null when it has none for this object.
  @Nullable String parameter(int index);

  /// The time of this synchronization.
  Instant now();

  /// The source of `RandomNum` and `Guid`.
  RandomGenerator random();
}
