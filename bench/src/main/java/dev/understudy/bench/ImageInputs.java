// SPDX-License-Identifier: Apache-2.0
package dev.understudy.bench;

import dev.understudy.engine.program.ObjectInputs;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.space.Image;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Rules read one picture and nothing else.
final class ImageInputs implements ObjectInputs {
  private static final RandomGenerator RANDOM = new SplittableRandom(42);
  private static final Dn NAME = Dn.of("CN=Somebody,OU=People,DC=contoso,DC=com");

  private final Image image;
  private final int dn;
  private final @Nullable String[] parameters;

  ImageInputs(Program program, Image image, int connector) {
    this.image = image;
    this.dn = program.dnAttribute();
    this.parameters = program.parameters(connector, "");
  }

  @Override
  public List<Value> attribute(int slot) {
    return slot == dn ? List.of(Value.of(NAME)) : image.get(slot);
  }

  @Override
  public List<Value> imported(int slot) {
    return attribute(slot);
  }

  @Override
  public long valueCount(int slot) {
    return image.get(slot).size();
  }

  @Override
  public boolean memberOf(String groupDn) {
    return false;
  }

  @Override
  public @Nullable String parameter(int index) {
    return parameters[index];
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public RandomGenerator random() {
    return RANDOM;
  }
}
