// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// The inputs of what needs none: calls with constants, computed while compiling.
enum NoInputs implements Inputs {
  INSTANCE;

  @Override
  public List<Value> attribute(int slot) {
    throw constant();
  }

  @Override
  public List<Value> imported(int slot) {
    throw constant();
  }

  @Override
  public long valueCount(int slot) {
    throw constant();
  }

  @Override
  public String parameter(int index) {
    throw constant();
  }

  @Override
  public Instant now() {
    throw constant();
  }

  @Override
  public RandomGenerator random() {
    throw constant();
  }

  private static IllegalStateException constant() {
    return new IllegalStateException("a constant reads no inputs");
  }
}
