// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origin;
import dev.understudy.engine.metaverse.Origins;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Lineage;
import dev.understudy.engine.space.LinkCounts;
import dev.understudy.engine.space.ObjectError;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.Snapshot;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Objects in which everything occurs that a store must keep, extremes included.
final class RandomObjects {
  private static final String[] TEXTS = {
    "", "a", "Ada Lovelace", "Grüße", "東京", "\ud83d\ude00", "\ud83d", "nul\0nul", "x".repeat(3000)
  };
  private static final long[] NUMBERS = {
    0, 1, -1, 63, 64, 127, 128, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private final Random random;

  RandomObjects(Random random) {
    this.random = random;
  }

  SpaceObject space(long id, int connector, Dn dn, @Nullable Anchor anchor) {
    int flags = random.nextBoolean() ? 0 : 1 << random.nextInt(10);
    return new SpaceObject(
        id,
        connector,
        new SpaceIdentity(dn, anchor, random.nextInt(4), 1 + random.nextInt(2), random.nextInt(5)),
        images(dn),
        lineage(),
        new SpaceState(flags, error(), error()));
  }

  MetaverseObject metaverse(long id) {
    if (random.nextInt(5) == 0) {
      return new MetaverseObject(id, 1, Image.EMPTY, Origins.NONE);
    }
    Image image = image();
    Origins.Builder origins = new Origins.Builder();
    for (int i = 0; i < image.size(); i++) {
      origins.put(image.attribute(i), new Origin(random.nextInt(300), number(), random.nextLong()));
    }
    return new MetaverseObject(id, random.nextInt(1000), image, origins.build());
  }

  Dn name(int number) {
    return switch (number % 4) {
      case 0 -> Dn.flat("flat " + number + TEXTS[random.nextInt(TEXTS.length)]);
      case 1 -> Dn.of("CN=Łukasz\\, " + number + ",OU=Ünit,DC=example,DC=com");
      default -> Dn.of("CN=User " + number + ",OU=People,DC=example,DC=com");
    };
  }

  private SpaceImages images(Dn dn) {
    return new SpaceImages(
        random.nextInt(3) == 0 ? null : image(),
        random.nextInt(3) == 0 ? new Snapshot(random.nextInt(5), someName(dn), image()) : null,
        sent(dn),
        intent(dn),
        random.nextBoolean() ? LinkCounts.NONE : LinkCounts.NONE.with(7, 3).with(300, 250_000));
  }

  private Sent sent(Dn dn) {
    return switch (random.nextInt(5)) {
      case 0 -> new Sent(Sent.Operation.ADD, null, image());
      case 1 -> new Sent(Sent.Operation.DELETE, null, Image.EMPTY);
      case 2 -> new Sent(Sent.Operation.UPDATE, someName(dn), image());
      default -> Sent.NOTHING;
    };
  }

  private Intent intent(Dn dn) {
    return switch (random.nextInt(3)) {
      case 0 -> Intent.Unmanaged.UNMANAGED;
      case 1 -> Intent.Gone.GONE;
      default ->
          new Intent.Exists(
              random.nextBoolean() ? null : someName(dn),
              image(),
              image(),
              Image.EMPTY,
              new int[] {3, 70_000});
    };
  }

  private Dn someName(Dn dn) {
    return random.nextBoolean() ? dn : name(random.nextInt(100));
  }

  private Lineage lineage() {
    return switch (random.nextInt(3)) {
      case 0 -> Lineage.NONE;
      case 1 -> new Lineage(1 + random.nextInt(9), new int[0], 0, new int[0], false);
      default ->
          new Lineage(
              random.nextInt(9), new int[] {9, 2, 1000}, 9, new int[] {4}, random.nextBoolean());
    };
  }

  private @Nullable ObjectError error() {
    if (random.nextInt(4) != 0) {
      return null;
    }
    Instant first = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    return new ObjectError("sync-error", "join", text(), first, Instant.EPOCH, random.nextInt(9));
  }

  Image image() {
    Image.Builder image = new Image.Builder(8);
    for (int i = random.nextInt(6); i > 0; i--) {
      List<Value> values = new ArrayList<>();
      for (int j = random.nextInt(4); j > 0; j--) {
        values.add(value());
      }
      image.put(1 + random.nextInt(random.nextBoolean() ? 50 : 1_000_000), List.copyOf(values));
    }
    return image.build();
  }

  private Value value() {
    return switch (random.nextInt(6)) {
      case 0 -> Value.of(number());
      case 1 -> Value.of(random.nextBoolean());
      case 2 -> Value.of(text().getBytes(StandardCharsets.UTF_8));
      case 3 -> Value.of(name(random.nextInt(50)));
      default -> Value.of(text());
    };
  }

  private long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }
}
